package org.trialwright.bedside.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Role;

/** Describes the routes that carry an {@link Operation} after OpenAPI 3.1. */
final class ApiDocument {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  private final Map<String, Object> schemas = new TreeMap<>();
  private final Map<String, Class<?>> drawn = new TreeMap<>();
  private final Map<String, Map<String, Object>> paths = new TreeMap<>();

  private ApiDocument() {}

  static Map<String, Object> of(Map<RequestMappingInfo, HandlerMethod> routes) {
    var document = new ApiDocument();
    routes.forEach(
        (info, handler) -> {
          var operation = handler.getMethodAnnotation(Operation.class);
          if (operation != null) {
            for (var pattern : info.getPatternValues()) {
              for (var method : info.getMethodsCondition().getMethods()) {
                document.add(method, pattern, handler, operation);
              }
            }
          }
        });
    document.schema(Problem.class);
    return object(
        "openapi", "3.1.0",
        "info",
            object(
                "title", "Trialwright: the bedside, for programs",
                "version", "1",
                "description",
                    "What the pages of the bedside do, for programs: the same acts, rules and"
                        + " permissions. Beside each operation stands which role may use it, at"
                        + " sites of its grant or at all. Answers to questions are written as the"
                        + " study file writes them."),
        "servers", List.of(object("url", "/")),
        "security", List.of(object("token", List.of())),
        "paths", document.paths,
        "components",
            object(
                "securitySchemes",
                object(
                    "token",
                    object(
                        "type", "http",
                        "scheme", "bearer",
                        "description", "made on the page /account/tokens")),
                "schemas",
                document.schemas));
  }

  private void add(
      RequestMethod method, String pattern, HandlerMethod handler, Operation operation) {
    boolean writes = method == RequestMethod.POST;
    var described =
        object(
            "operationId", id(handler, pattern),
            "summary", operation.value(),
            "x-roles", roles(method.name(), pattern),
            "parameters", parameters(pattern, operation, writes));
    if (operation.takes().length > 0) {
      described.put(
          "requestBody",
          object("required", true, "content", content("application/json", body(operation))));
    }
    described.put(
        "responses",
        object(
            "200", answer(operation),
            "default",
                object(
                    "description",
                    "what is wrong, where, why, what to do; nothing was changed, unless detail says"
                        + " what was",
                    "content",
                    content(Problem.TYPE, schema(Problem.class)))));
    paths
        .computeIfAbsent(pattern, _ -> new TreeMap<>())
        .put(method.name().toLowerCase(java.util.Locale.ROOT), described);
  }

  /** The method's name; one that ends in {@code Of} goes on with whom the address is about. */
  private static String id(HandlerMethod handler, String pattern) {
    var name = handler.getMethod().getName();
    var about = VARIABLE.matcher(pattern);
    return name.endsWith("Of") && about.find()
        ? name + StringUtils.capitalize(about.group(1))
        : name;
  }

  /** Which roles may use it: for their own sites, or for all. */
  private static Map<String, Object> roles(String method, String pattern) {
    var roles = new LinkedHashMap<String, Object>();
    for (var role : Role.values()) {
      if (Permissions.allows(method, pattern, role, Reach.OTHER_SITE)) {
        roles.put(role.code(), "all");
      } else if (Permissions.allows(method, pattern, role, Reach.OWN_SITE)) {
        roles.put(role.code(), "own");
      }
    }
    return roles;
  }

  private static List<Object> parameters(String pattern, Operation operation, boolean writes) {
    var all = new ArrayList<Object>();
    var variables = VARIABLE.matcher(pattern);
    while (variables.find()) {
      all.add(parameter("path", variables.group(1), "", true));
    }
    for (var query : operation.query()) {
      int colon = query.indexOf(':');
      all.add(parameter("query", query.substring(0, colon), query.substring(colon + 2), false));
    }
    if (operation.list()) {
      all.add(parameter("query", "cursor", "next of the page before", false));
      all.add(parameter("query", "limit", "how many, 1 to 200, 50 when not given", false));
    }
    if (writes) {
      all.add(
          parameter(
              "header",
              "Idempotency-Key",
              "a UUID, one for each intended act: sent twice, done once",
              true));
    }
    if (writes && operation.tagged()) {
      all.add(parameter("header", "If-Match", "the ETag of what was read", true));
    }
    return all;
  }

  private static Map<String, Object> parameter(
      String in, String name, String says, boolean required) {
    var parameter = object("in", in, "name", name, "required", required);
    if (!says.isEmpty()) {
      parameter.put("description", says);
    }
    parameter.put("schema", object("type", "string"));
    return parameter;
  }

  private static Map<String, Object> body(Operation operation) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var taken : operation.takes()) {
      var property =
          switch (taken.kind()) {
            case TEXT -> object("type", "string");
            case FLAG -> object("type", "boolean");
            case WHOLE -> object("type", "integer");
            case TEXTS ->
                object("type", "object", "additionalProperties", object("type", "string"));
          };
      property.put("description", taken.says());
      properties.put(taken.name(), property);
      if (!taken.optional()) {
        required.add(taken.name());
      }
    }
    return object(
        "type",
        "object",
        "properties",
        properties,
        "required",
        required,
        "additionalProperties",
        false);
  }

  private Map<String, Object> answer(Operation operation) {
    if (!operation.file().isEmpty()) {
      return object(
          "description",
          "done",
          "content",
          content(operation.file(), object("type", "string", "format", "binary")));
    }
    var one = schema(operation.gives());
    var shown =
        operation.list()
            ? object(
                "type", "object",
                "properties",
                    object(
                        "items", object("type", "array", "items", one),
                        "next",
                            object(
                                "type", "string",
                                "description", "cursor of the next page; empty on the last")),
                "required", List.of("items", "next"))
            : one;
    var answer = object("description", "done", "content", content("application/json", shown));
    if (operation.tagged()) {
      answer.put("headers", object("ETag", object("schema", object("type", "string"))));
    }
    return answer;
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return object(type, object("schema", schema));
  }

  /** A reference to the schema of a record, which is drawn once. */
  private Map<String, Object> schema(Class<?> type) {
    var name = type.getSimpleName();
    if (!drawn.computeIfAbsent(name, _ -> type).equals(type)) {
      throw new IllegalStateException("two records are called " + name);
    }
    if (!schemas.containsKey(name)) {
      var properties = new LinkedHashMap<String, Object>();
      schemas.put(name, properties);
      var required = new ArrayList<String>();
      for (RecordComponent component : type.getRecordComponents()) {
        properties.put(component.getName(), property(component.getGenericType()));
        required.add(component.getName());
      }
      schemas.put(name, object("type", "object", "properties", properties, "required", required));
    }
    return object("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> property(Type type) {
    if (type instanceof ParameterizedType generic) {
      var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return generic.getRawType() == List.class
          ? object("type", "array", "items", property(last))
          : object("type", "object", "additionalProperties", property(last));
    }
    if (type == String.class) {
      return object("type", "string");
    }
    if (type == boolean.class) {
      return object("type", "boolean");
    }
    if (type == int.class || type == long.class) {
      return object("type", "integer");
    }
    if (type instanceof Class<?> record && record.isRecord()) {
      return schema(record);
    }
    throw new IllegalStateException("the document cannot describe " + type);
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
