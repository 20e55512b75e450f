package org.trialwright.bedside.api;

import java.util.Map;
import java.util.TreeMap;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Voice;
import org.trialwright.pages.Words;
import org.trialwright.study.Item;

/**
 * Why a request was not fulfilled, as {@code application/problem+json} (RFC 9457). Nothing was
 * changed then.
 *
 * @param title what went wrong
 * @param status of HTTP
 * @param detail why
 * @param todo what to do
 * @param errors by field where it went wrong, and why there; empty when in no one field
 */
public record Problem(
    String title, int status, String detail, String todo, Map<String, String> errors) {
  public static final String TYPE = "application/problem+json";

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  public Problem {
    errors = new TreeMap<>(errors);
  }

  public Problem(String title, int status, String detail, String todo) {
    this(title, status, detail, todo, Map.of());
  }

  public static Refused notFound(Words words) {
    return new Refused(
        new Problem(
            words.say("api nothing is here"),
            NOT_FOUND,
            words.say("api nothing here or elsewhere"),
            words.say("api check number and grants")));
  }

  /** Fields that cannot be taken. */
  public static Refused fields(Words words, Map<String, String> errors) {
    return new Refused(
        new Problem(
            words.say("api fields cannot be taken"),
            UNPROCESSABLE,
            words.say("api nothing was changed"),
            words.say("api mend these fields"),
            errors));
  }

  /** Answers of a form that cannot be taken, each with why. */
  public static Refused answers(Words words, Map<Item, String> wrong) {
    var errors = new TreeMap<String, String>();
    wrong.forEach((item, why) -> errors.put("answers." + item.name(), why));
    return fields(words, errors);
  }

  /** The password that was given anew is not that of the account. */
  public static Refused password(Words words) {
    return fields(words, Map.of("password", words.say("the password is not right")));
  }

  public static Refused forbidden(Words words, String why) {
    return new Refused(
        new Problem(
            words.say("api you may not"), FORBIDDEN, why, words.say("api ask somebody who may")));
  }

  /** The key was sent before with another act. */
  public static Refused otherAct(Words words) {
    return conflict(words, words.say("the key was used for another act"));
  }

  public static Refused conflict(Words words, String why) {
    return conflict(words, why, words.say("api read again"));
  }

  public static Refused conflict(Words words, String why, String todo) {
    return conflict(words, why, todo, Map.of());
  }

  public static Refused conflict(Words words, String why, String todo, Map<String, String> errors) {
    return new Refused(new Problem(words.say("api not as it is now"), CONFLICT, why, todo, errors));
  }

  /** What an act came to that changed nothing. */
  public static Refused of(Outcome outcome, Voice voice) {
    var w = voice.words();
    return switch (outcome) {
      case Outcome.NoSuchParticipant _ -> notFound(w);
      case Outcome.WrongAnswers(var why) -> fields(w, why);
      case Outcome.ReasonNeeded(var items) ->
          fields(
              w,
              Map.of(
                  "reason",
                  items.isEmpty()
                      ? w.say("api a reason is needed")
                      : w.say("write why", String.join(", ", items))));
      case Outcome.ChangedMeanwhile(var newest) ->
          conflict(
              w,
              w.say(
                  "api changed meanwhile",
                  newest.author().name(),
                  newest.recordedUtc(),
                  newest.sequence()));
      case Outcome.NotTheKit(var kit, var open) -> conflict(w, voice.notTheKit(kit, open));
      case Outcome.Held(var by) -> conflict(w, voice.held(by));
      case Outcome.Impossible(var place, var rule) ->
          conflict(w, w.say("api impossible here", voice.speaker().place(place).text(), rule));
      case Outcome.NotYourRole(var item, var role) ->
          forbidden(w, w.say("only that role answers", voice.role(role), item));
      case Outcome.AnotherPersonNeeded(var told) ->
          forbidden(
              w,
              w.say(
                  "another person must judge",
                  told.author().name(),
                  voice.role(told.author().role())));
      case Outcome.NotDelegated(var task) -> forbidden(w, voice.notDelegated(task));
      case Outcome.NotFinal(var endorsed, var open) ->
          conflict(w, String.join(" ", voice.waits(endorsed, open)));
      case Outcome.SiteClosed() ->
          conflict(w, w.say("the site takes nobody now"), w.say("api ask somebody who may"));
      case Outcome.NotConfirmed(var chapters) ->
          conflict(
              w,
              w.say("assumed values are not confirmed", chapters.size()),
              w.say("two people confirm"));
      case Outcome.NewerValue(var newest) ->
          conflict(
              w,
              w.say(
                  "a newer value came",
                  voice.dates().moment(newest.recorded()),
                  w.say(
                      "name and role",
                      newest.author().name(),
                      voice.role(newest.author().role()))));
      case Outcome.SecondPersonNeeded(var drug) ->
          conflict(
              w,
              w.say("confirm first", voice.speaker().drug(drug).text()),
              w.say("api let another person confirm"));
      case Outcome.NotAmended _,
          Outcome.Registered _,
          Outcome.PersonKnown _,
          Outcome.Saved _,
          Outcome.Allocated _,
          Outcome.AlreadyAllocated _,
          Outcome.NotEligible _,
          Outcome.NotReady _,
          Outcome.NotHere _,
          Outcome.TargetReached _,
          Outcome.ShelfShort _,
          Outcome.NotSentHere _,
          Outcome.Unblinded _,
          Outcome.FilesFull _,
          Outcome.NotToReview _,
          Outcome.CohortWaits _,
          Outcome.LevelsJudged _,
          Outcome.Done _ ->
          throw new IllegalStateException("no operation for programs comes to " + outcome);
    };
  }
}
