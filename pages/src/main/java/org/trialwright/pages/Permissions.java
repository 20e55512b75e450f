package org.trialwright.pages;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may use which route. The one table, written by hand: a route without a row is refused, and a
 * test fails for it.
 *
 * <p>{@code own}: for what belongs to a site of the grant; {@code all}: for every site; {@code -}:
 * never. On a route that is about no one site both open it, and the page itself shows only what the
 * grants cover. A grant for all sites has every site as its own. An operation for programs has the
 * row of the page that does the same: {@code /api/today} that of {@code /today}.
 */
public final class Permissions {
  private static final String API = "/api";

  // The columns are the roles in their order.
  private static final String TABLE =
      """
      route                                      | signed out | investigator | coordinator | data manager | monitor | statistician | committee | committee statistician | administrator | inspector | sponsor | pharmacist
      GET  /                                     | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trial                                | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trial/join                           | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials                               | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials.json                          | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials.csv                           | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials/print                         | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /conditions                           | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /conditions/{condition}               | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials/suggest                       | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials/{id}/results                  | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /locations                            | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /locations/{country}                  | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /locations/{country}/{region}         | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /locations/{country}/{region}/{city}  | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /locations/{country}/{region}/{city}/{house} | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /robots.txt                           | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /sitemap.xml                          | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /sitemap/{file}                       | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials/{id}                          | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /trials/{id}/record.json              | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /assets/{name}                        | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /health                               | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /health/**                            | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      ANY  /error                                | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /sign-in                              | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /sign-in/issuer                       | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /sign-in/issuer/back                  | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /set-up/{token}                       | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      POST /set-up/{token}                       | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /account/password                     | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      POST /account/password                     | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /api                                  | all        | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /account/digest                       | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      POST /account/digest                       | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /account/codes                        | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      POST /account/codes                        | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      POST /account/codes/first                  | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      POST /account/codes/end                    | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /account/tokens                       | -          | all          | all         | all          | all     | all          | all       | all                    | all           | -         | all     | all
      POST /account/tokens                       | -          | all          | all         | all          | all     | all          | all       | all                    | all           | -         | all     | all
      POST /account/tokens/{token}               | -          | all          | all         | all          | all     | all          | all       | all                    | all           | -         | all     | all
      GET  /accounts/{account}/tokens            | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /accounts/{account}/tokens/{token}    | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      GET  /overview                             | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /monitoring                           | -          | -            | -           | all          | own     | all          | all       | all                    | -             | own       | -       | -
      GET  /results                              | -          | -            | -           | -            | -       | all          | all       | all                    | -             | -         | all     | -
      GET  /safety                               | -          | -            | -           | -            | -       | all          | all       | all                    | -             | -         | all     | -
      GET  /safety/events                        | -          | -            | -           | all          | own     | -            | -         | -                      | -             | own       | all     | -
      GET  /safety/events.csv                    | -          | -            | -           | all          | own     | -            | -         | -                      | -             | own       | all     | -
      GET  /simulation                           | -          | -            | -           | all          | -       | all          | all       | all                    | -             | own       | all     | -
      GET  /simulation/versions/{digest}         | -          | -            | -           | all          | -       | -            | -         | -                      | -             | own       | all     | -
      GET  /results/{figure}.svg                 | -          | -            | -           | -            | -       | all          | all       | all                    | -             | -         | all     | -
      GET  /results/{figure}.png                 | -          | -            | -           | -            | -       | all          | all       | all                    | -             | -         | all     | -
      GET  /results/{figure}.csv                 | -          | -            | -           | -            | -       | all          | all       | all                    | -             | -         | all     | -
      GET  /committee                            | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/enter                      | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      POST /committee/enter                      | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      POST /committee/leave                      | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/now                        | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/now/{figure}.svg           | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/now/{figure}.png           | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/now/{figure}.csv           | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      POST /committee/cuts                       | -          | -            | -           | -            | -       | -            | -         | all                    | -             | -         | -       | -
      GET  /committee/cuts/{cut}                 | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/cuts/{cut}/open.html       | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/cuts/{cut}/closed.html     | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/cuts/{cut}/closed.json     | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/cuts/{cut}/tables/{name}   | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      GET  /committee/cuts/{cut}/recommendation  | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      POST /committee/cuts/{cut}/recommendation  | -          | -            | -           | -            | -       | -            | all       | -                      | -             | -         | -       | -
      POST /committee/cuts/{cut}/recommendation/agreement | -          | -            | -           | -            | -       | -            | all       | -                      | -             | -         | -       | -
      GET  /committee/cuts/{cut}/release         | -          | -            | -           | -            | -       | -            | all       | all                    | -             | -         | -       | -
      POST /committee/cuts/{cut}/release         | -          | -            | -           | -            | -       | -            | all       | -                      | -             | -         | -       | -
      POST /committee/cuts/{cut}/release/agreement | -          | -            | -           | -            | -       | -            | all       | -                      | -             | -         | -       | -
      GET  /recommendations                      | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /released/{cut}                       | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /released/{cut}/report.html           | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /accounts                             | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /accounts                             | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /accounts/grants                      | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /accounts/{account}/link              | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /accounts/{account}/codes/end         | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /accounts/subjects                    | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      GET  /sites                                | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /sites                                | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      GET  /study/assumed                        | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      GET  /study/assumed/{chapter}              | -          | all          | all         | all          | all     | all          | all       | all                    | all           | all       | all     | all
      POST /study/assumed/{chapter}              | -          | own          | -           | own          | -       | own          | -         | -                      | -             | -         | -       | -
      GET  /today                                | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /today.csv                            | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /today.ics                            | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants                         | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/new                     | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      POST /participants/new                     | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}           | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/identity  | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/book      | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/{participant}/trail     | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/{participant}/trail.csv | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/{participant}/trail/{form}/{ordinal}/{item} | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/{participant}/redactions | -         | own          | -           | all          | -       | -            | -         | -                      | -             | own       | -       | -
      POST /participants/{participant}/redactions | -         | own          | -           | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/redactions/agreement | - | own        | -           | all          | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/files     | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/files     | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/files/{file} | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/files/errors | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /queries                              | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /queries.csv                          | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/queries   | -          | own          | -           | all          | own     | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/queries/{query} | -          | own          | own         | all          | own     | -            | -         | -                      | -             | -         | -       | -
      GET  /verification                         | -          | -            | -           | all          | own     | -            | -         | -                      | -             | own       | -       | -
      GET  /verification.csv                     | -          | -            | -           | all          | own     | -            | -         | -                      | -             | own       | -       | -
      POST /verification                         | -          | -            | -           | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/forms/{form}/{ordinal}/review | -          | -            | -           | all          | own     | -            | -         | -                      | -             | -         | -       | -
      GET  /deviations                           | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /deviations.csv                       | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/{participant}/deviations | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/deviations | -          | own          | own         | all          | own     | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/deviations/{deviation} | -          | -            | -           | all          | own     | -            | -         | -                      | -             | -         | -       | -
      GET  /sites/{site}/deviations              | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /sites/{site}/deviations              | -          | own          | own         | all          | own     | -            | -         | -                      | -             | -         | -       | -
      POST /sites/{site}/deviations/{deviation}  | -          | -            | -           | all          | own     | -            | -         | -                      | -             | -         | -       | -
      GET  /export                               | -          | own          | own         | -            | own     | -            | -         | -                      | -             | own       | -       | -
      GET  /export/{form}.csv                    | -          | own          | own         | -            | own     | -            | -         | -                      | -             | own       | -       | -
      GET  /export/forms.xlsx                    | -          | own          | own         | -            | own     | -            | -         | -                      | -             | own       | -       | -
      GET  /sites/{site}/holidays                | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /sites/{site}/holidays                | -          | -            | own         | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /sites/{site}/holidays/lines          | -          | -            | own         | all          | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /sites/{site}/results                 | -          | -            | own         | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /sites/{site}/results                 | -          | -            | own         | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /sites/{site}/results/lines           | -          | -            | own         | all          | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /laboratory                           | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /sites/{site}/laboratory              | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /sites/{site}/laboratory.csv          | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /sites/{site}/laboratory              | -          | -            | own         | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /sites/{site}/laboratory/lines        | -          | -            | own         | all          | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /delegation                           | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /sites/{site}/delegation              | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /sites/{site}/delegation.csv          | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /sites/{site}/delegation              | -          | own          | -           | -            | -       | -            | -         | -                      | -             | -         | -       | -
      POST /sites/{site}/training                | -          | own          | -           | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /amendments                           | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | all     | own
      GET  /amendments/{digest}                  | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | all     | own
      POST /amendments/{digest}                  | -          | -            | -           | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /amendments/{digest}/agreement        | -          | -            | -           | all          | -       | -            | -         | -                      | -             | -         | all     | -
      GET  /sites/{site}/amendments/{digest}     | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /sites/{site}/amendments/{digest}     | -          | -            | -           | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /sites/{site}/amendments/{digest}/participants | -          | own          | -           | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /signatures                           | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/{participant}/closing   | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/closing/endorsement | -          | own          | -           | -            | -       | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/closing/lock | -          | -            | -           | all          | -       | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/forms/{form}/{ordinal}/freeze | -          | -            | -           | all          | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/screening | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/screening | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/forms/{form} | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/forms/{form} | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/forms/{form}/{ordinal} | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/forms/{form}/{ordinal} | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/eligibility | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/eligibility | -          | own          | -           | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/allocation | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/allocation | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /participants/{participant}/allocation/result | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      GET  /participants/{participant}/doses     | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/doses     | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/doses/confirm | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | own
      POST /participants/{participant}/doses/fraction | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /kits                                 | -          | own          | own         | all          | own     | -            | -         | -                      | all           | own       | -       | own
      GET  /kits.csv                             | -          | own          | own         | all          | own     | -            | -         | -                      | all           | own       | -       | own
      POST /sites/{site}/kits/cartons            | -          | -            | -           | -            | -       | -            | -         | -                      | all           | -         | -       | -
      POST /sites/{site}/kits/receipts           | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | own
      POST /sites/{site}/kits/withdrawals        | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | own
      GET  /participants/{participant}/kits      | -          | own          | own         | all          | own     | -            | -         | -                      | -             | own       | -       | own
      POST /participants/{participant}/kits      | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | own
      POST /participants/{participant}/kits/returns | -          | own          | own         | -            | -       | -            | -         | -                      | -             | -         | -       | own
      GET  /participants/{participant}/unblinding | -          | own          | -           | -            | -       | -            | -         | -                      | -             | -         | -       | -
      POST /participants/{participant}/unblinding | -          | own          | -           | -            | -       | -            | -         | -                      | -             | -         | -       | -
      GET  /unblindings                          | -          | own          | -           | all          | own     | -            | -         | -                      | -             | own       | -       | -
      GET  /unblindings.csv                      | -          | own          | -           | all          | own     | -            | -         | -                      | -             | own       | -       | -
      """;

  private enum Cell {
    NEVER,
    OWN,
    ALL
  }

  private static final Map<String, Map<Role, Cell>> ROWS = read(TABLE);

  private Permissions() {}

  /**
   * @param method such as {@code GET}
   * @param route the pattern as mapped, such as {@code /participants/{participant}}
   */
  public static boolean allows(String method, String route, Role role, Reach reach) {
    Map<Role, Cell> row = row(method, route);
    return !row.isEmpty()
        && switch (row.getOrDefault(role, Cell.NEVER)) {
          case NEVER -> false;
          case OWN -> reach == Reach.OWN_SITE;
          case ALL -> true;
        };
  }

  /** Whether the table has a row for this route. */
  public static boolean knows(String method, String route) {
    return !row(method, route).isEmpty();
  }

  /** The rows as {@code GET /participants}, in the order of the table. */
  public static List<String> routes() {
    return List.copyOf(ROWS.keySet());
  }

  private static Map<Role, Cell> row(String method, String route) {
    // What a program asks for beneath /api stands under the row of the page that does the same.
    String page = route.startsWith(API + "/") ? route.substring(API.length()) : route;
    // HEAD is answered by what answers GET.
    String asked = method.equals("HEAD") ? "GET" : method;
    Map<Role, Cell> any = ROWS.getOrDefault("ANY " + page, Map.of());
    return ROWS.getOrDefault(asked + " " + page, any);
  }

  private static Map<String, Map<Role, Cell>> read(String table) {
    Map<String, Map<Role, Cell>> rows = new LinkedHashMap<>();
    for (String line : table.lines().skip(1).toList()) {
      // No route holds a bar.
      List<String> parts = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      if (parts.size() != Role.values().length + 1) {
        throw new IllegalStateException(
            "a row has a cell for each role, this one has not: " + line);
      }
      Map<Role, Cell> cells = new EnumMap<>(Role.class);
      int column = 1;
      for (Role role : Role.values()) {
        cells.put(role, cell(parts.get(column++)));
      }
      if (rows.put(parts.getFirst().replaceAll(" +", " "), cells) != null) {
        throw new IllegalStateException("a second row for " + parts.getFirst());
      }
    }
    return rows;
  }

  private static Cell cell(String text) {
    return switch (text) {
      case "-" -> Cell.NEVER;
      case "own" -> Cell.OWN;
      case "all" -> Cell.ALL;
      default -> throw new IllegalStateException("a cell is -, own or all, not " + text);
    };
  }
}
