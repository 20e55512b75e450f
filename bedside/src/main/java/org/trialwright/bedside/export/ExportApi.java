package org.trialwright.bedside.export;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.pages.Csv;
import org.trialwright.pages.SignedIn;

/** Forms and queries of all sites that somebody may read, as files for programs. */
@ApiController
class ExportApi {
  private final Front front;
  private final Exports exports;

  ExportApi(Front front, Exports exports) {
    this.front = front;
    this.exports = exports;
  }

  /**
   * A file to take out.
   *
   * @param holds the form as the reader's language calls it
   */
  record FileOut(String address, String holds) {}

  @GetMapping(Exports.ROUTE)
  @Operation(value = "The forms that may be taken out as CSV", gives = FileOut.class, list = true)
  Paged<FileOut> listExports(HttpServletRequest request, @RequestParam Map<String, String> query) {
    var voice = front.voice(request, Optional.empty());
    return Paged.of(
        exports.names().stream()
            .map(
                form -> new FileOut("/api" + Exports.ROUTE + "/" + form + ".csv", voice.form(form)))
            .toList(),
        FileOut::address,
        query,
        voice.words());
  }

  @GetMapping(path = Exports.FORM, produces = Csv.TYPE)
  @Operation(value = "Every record of a form of the sites you may see, as CSV", file = Csv.TYPE)
  void exportForm(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String form)
      throws IOException {
    exports.form(request, response, person, form);
  }

  @GetMapping(path = Exports.WORKBOOK, produces = Exports.XLSX)
  @Operation(
      value = "All forms, queries and the dictionary of the sites you may see, as a workbook",
      file = Exports.XLSX)
  void exportWorkbook(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person)
      throws IOException {
    exports.workbook(request, response, person);
  }
}
