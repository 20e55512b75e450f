package org.trialwright.bedside.api;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.trialwright.bedside.Front;
import org.trialwright.pages.Words;

/** Holds every body against its operation, and says in words what is wrong with a request. */
@RestControllerAdvice(annotations = ApiController.class)
class ApiTroubles extends RequestBodyAdviceAdapter {
  private final Front front;

  ApiTroubles(Front front) {
    this.front = front;
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return parameter.hasMethodAnnotation(Operation.class);
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    var operation = parameter.getMethodAnnotation(Operation.class);
    if (operation != null && body instanceof Map<?, ?> fields) {
      var words = words();
      var faults = Sent.faults(fields, List.of(operation.takes()), words);
      if (!faults.isEmpty()) {
        throw Problem.fields(words, faults);
      }
    }
    return body;
  }

  private Words words() {
    return front.words(
        ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest());
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(Refused refused) {
    return answer(refused.problem());
  }

  /** What the pages' own code says by a status alone. */
  @ExceptionHandler
  ResponseEntity<Problem> status(ResponseStatusException thrown, HttpServletRequest request) {
    var words = front.words(request);
    return switch (thrown.getStatusCode().value()) {
      case 404 -> answer(Problem.notFound(words).problem());
      case 403 -> answer(Problem.forbidden(words, words.say("api only on its page")).problem());
      default ->
          answer(
              new Problem(
                  words.say("api not understood"),
                  thrown.getStatusCode().value(),
                  words.say("api nothing was changed"),
                  words.say("api see the document")));
    };
  }

  @ExceptionHandler
  ResponseEntity<Problem> header(
      MissingRequestHeaderException missing, HttpServletRequest request) {
    var words = front.words(request);
    boolean tag = missing.getHeaderName().equals("If-Match");
    return answer(
        new Problem(
            words.say("api a header is missing"),
            tag ? HttpStatus.PRECONDITION_REQUIRED.value() : HttpStatus.BAD_REQUEST.value(),
            words.say("api header tells", missing.getHeaderName()),
            tag ? words.say("api send the tag") : words.say("api send a key"),
            Map.of(missing.getHeaderName(), words.say("api field is missing"))));
  }

  @ExceptionHandler
  ResponseEntity<Problem> type(
      MethodArgumentTypeMismatchException wrong, HttpServletRequest request) {
    var words = front.words(request);
    return answer(
        new Problem(
            words.say("api not understood"),
            HttpStatus.BAD_REQUEST.value(),
            words.say("api value of another kind", String.valueOf(wrong.getValue())),
            words.say("api see the document"),
            Map.of(wrong.getName(), words.say("api cannot be read"))));
  }

  @ExceptionHandler
  ResponseEntity<Problem> body(
      HttpMessageNotReadableException unreadable, HttpServletRequest request) {
    var words = front.words(request);
    return answer(
        new Problem(
            words.say("api body cannot be read"),
            HttpStatus.BAD_REQUEST.value(),
            words.say("api nothing was changed"),
            words.say("api send json")));
  }

  private static ResponseEntity<Problem> answer(Problem problem) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.parseMediaType(Problem.TYPE))
        .body(problem);
  }
}
