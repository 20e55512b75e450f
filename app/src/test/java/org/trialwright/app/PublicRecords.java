package org.trialwright.app;

import java.util.List;
import org.trialwright.records.RecordFiles.Piece.Taken;

/** Invented public records: one with everything, one that means harm, one that is over. */
final class PublicRecords {
  private static final String WHOLE =
      """
      {"protocolSection": {
        "identificationModule": {"nctId": "NCT90000001", "briefTitle": "An inhaler for asthma",
          "officialTitle": "A randomised trial of an inhaler in adults with asthma",
          "acronym": "BREEZE", "orgStudyIdInfo": {"id": "B-1"}},
        "statusModule": {"overallStatus": "RECRUITING", "statusVerifiedDate": "2022-03",
          "startDateStruct": {"date": "2022-01", "type": "ACTUAL"},
          "lastUpdatePostDateStruct": {"date": "2022-03-05"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "North Hospital", "class": "OTHER"}},
        "descriptionModule": {"briefSummary": "Does the inhaler help? Values \\\\>= 3 count.",
          "detailedDescription": "First.\\n\\nSecond."},
        "conditionsModule": {"conditions": ["Asthma", "Gout"]},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2", "PHASE3"],
          "enrollmentInfo": {"count": 120, "type": "ESTIMATED"}},
        "armsInterventionsModule": {
          "armGroups": [{"label": "Inhaler", "type": "EXPERIMENTAL", "description": "Two puffs."}],
          "interventions": [{"type": "DRUG", "name": "Inhaler", "description": "Twice a day."}]},
        "outcomesModule": {"primaryOutcomes": [{"measure": "FEV1", "timeFrame": "12 weeks"}],
          "secondaryOutcomes": [{"measure": "Symptoms", "timeFrame": "12 weeks"}]},
        "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years", "maximumAge": "65 Years",
          "healthyVolunteers": false, "eligibilityCriteria":
          "Inclusion Criteria:\\n\\n* Asthma for:\\n\\n  * one year\\n  * or more\\n\\nExclusion Criteria:\\n\\n* Smoking"},
        "contactsLocationsModule": {"locations": [
          {"facility": "North Hospital", "status": "RECRUITING", "city": "Berlin", "state": "Berlin",
           "country": "Germany", "geoPoint": {"lat": 52.52, "lon": 13.41}},
          {"facility": "South Hospital", "status": "COMPLETED", "city": "Munich", "state": "Bavaria",
           "country": "Germany", "geoPoint": {"lat": 48.14, "lon": 11.58}}]}},
       "derivedSection": {"conditionBrowseModule": {"meshes": [{"term": "Asthma"}]}},
       "resultsSection": {
        "participantFlowModule": {"groups": [{"id": "FG000", "title": "Inhaler"}], "periods": [
          {"title": "Overall Study", "milestones": [{"type": "STARTED", "achievements":
            [{"groupId": "FG000", "numSubjects": "60"}]}]}]},
        "outcomeMeasuresModule": {"outcomeMeasures": [{"title": "FEV1", "timeFrame": "12 weeks",
          "unitOfMeasure": "litres", "groups": [{"id": "OG000", "title": "Inhaler"}], "classes": [
            {"categories": [{"measurements": [{"groupId": "OG000", "value": "3.1",
              "lowerLimit": "2.9", "upperLimit": "3.3"}]}]}]}]},
        "adverseEventsModule": {"eventGroups": [{"id": "EG000", "title": "Inhaler"}],
          "seriousEvents": [{"term": "Pneumonia", "stats": [{"groupId": "EG000",
            "numAffected": 1, "numAtRisk": 60}]}]}},
       "hasResults": true}
      """;

  private static final String HOSTILE =
      """
      {"protocolSection": {
        "identificationModule": {"nctId": "NCT90000002",
          "briefTitle": "<script>document.title='taken'</script><img src=x onerror=alert(1)> \\u202egnorw",
          "acronym": "\\"><svg onload=alert(1)>"},
        "statusModule": {"overallStatus": "<b>NEW</b>"},
        "descriptionModule": {"briefSummary": "javascript:alert(1) [a](javascript:alert(1)) %s"},
        "conditionsModule": {"conditions": ["'; drop table registry.trials; --"]},
        "eligibilityModule": {"minimumAge": "<i>", "eligibilityCriteria": "* <script>1</script>"},
        "contactsLocationsModule": {"locations": [{"facility": "<script>", "city": "../..",
          "state": "\\t", "country": "?a=b&c#d", "geoPoint": {"lat": 1e9, "lon": "x"}}]}}}
      """
          .formatted("Longwordwithoutanyspace".repeat(40));

  private static final String OVER =
      """
      {"protocolSection": {
        "identificationModule": {"nctId": "NCT90000003", "briefTitle": "A diet for gout"},
        "statusModule": {"overallStatus": "COMPLETED", "statusVerifiedDate": "2021-05"},
        "conditionsModule": {"conditions": ["Gout"]},
        "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years", "healthyVolunteers": false}}}
      """;

  static final List<Taken> ALL =
      List.of(
          new Taken("NCT90000001", WHOLE),
          new Taken("NCT90000002", HOSTILE),
          new Taken("NCT90000003", OVER));

  private PublicRecords() {}
}
