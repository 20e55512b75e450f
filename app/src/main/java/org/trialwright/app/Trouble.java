package org.trialwright.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.trialwright.bedside.api.Problem;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** The page of everything that went wrong: what happened, whether it was saved, what to do. */
@Controller
class Trouble implements ErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private final Frames frames;
  private final SecureRandom random = new SecureRandom();

  Trouble(Frames frames) {
    this.frames = frames;
  }

  /** Which words a status gets. */
  private record Said(String title, String what, String todo) {
    static Said of(int status) {
      return switch (status) {
        case 404 -> new Said("not found", "nothing is here", "check the address");
        case 413 -> new Said("too large", "the request was too large", "send less at once");
        case 401, 403 -> new Said("not allowed", "your role may not", "reload or ask");
        default ->
            status < 500
                ? new Said("not understood", "the request was wrong", "go back and repeat")
                : new Said("trouble here", "a fault of ours", "look before repeating");
      };
    }
  }

  @RequestMapping("/error")
  @Nullable String page(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal Object person,
      Model page)
      throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    Said said = Said.of(status);
    Words words = frames.words(request);
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
        && Programs.isTheirs(asked)) {
      reference(status, request);
      Programs.answer(
          response,
          new Problem(
              words.say(said.title()),
              status,
              words.say(said.what()),
              words.say("see the document of the interface")));
      return null;
    }
    page.addAttribute(
        "frame",
        frames.frame(
            request,
            said.title(),
            person instanceof SignedIn who ? Optional.of(who) : Optional.empty()));
    page.addAttribute("what", words.say(said.what()));
    page.addAttribute("todo", words.say(said.todo()));
    page.addAttribute("reference", status == 404 ? "" : reference(status, request));
    return "app/trouble";
  }

  /**
   * A number under which the log has the trouble; the log names no address, which may name people.
   */
  private String reference(int status, HttpServletRequest request) {
    byte[] bytes = new byte[4];
    random.nextBytes(bytes);
    String reference = HexFormat.of().formatHex(bytes);
    if (status >= 500) {
      LOG.error(
          "trouble {}: answered {}",
          reference,
          status,
          (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
    } else {
      LOG.info("trouble {}: answered {}", reference, status);
    }
    return reference;
  }
}
