package org.trialwright.bedside.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document of the interface for programs, drawn from the routes that answer. */
@RestController
class ApiPage {
  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  ApiPage(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  @GetMapping(path = "/api", produces = "application/json")
  Map<String, Object> document() {
    Map<RequestMappingInfo, HandlerMethod> routes = new LinkedHashMap<>();
    mappings.orderedStream().forEach(mapping -> routes.putAll(mapping.getHandlerMethods()));
    return ApiDocument.of(routes);
  }
}
