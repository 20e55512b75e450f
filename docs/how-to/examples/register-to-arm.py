#!/usr/bin/env python3
"""From a newcomer to the arm in the built-in study: what its pages ask, told by a program.

    TRIAL=http://127.0.0.1:8080 COORDINATOR=tw_… INVESTIGATOR=tw_… PASSWORD=… ./register-to-arm.py

COORDINATOR and INVESTIGATOR are tokens of two accounts at one site; PASSWORD is the investigator's,
who signs. Needs Python 3.9 or later and nothing else.
"""

import json
import os
import sys
import urllib.error
import urllib.request
import uuid

TRIAL = os.environ["TRIAL"]


def ask(token, path, body=None):
    """The answer; a refusal ends the program with what is wrong, where, why and what to do."""
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    if body is not None:
        headers["Idempotency-Key"] = str(uuid.uuid4())
    request = urllib.request.Request(
        TRIAL + "/api" + path,
        headers=headers,
        data=None if body is None else json.dumps(body).encode(),
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        sys.exit(path + ": " + json.dumps(json.load(refused), ensure_ascii=False, indent=2))


coordinator = os.environ["COORDINATOR"]
investigator = os.environ["INVESTIGATOR"]
password = os.environ["PASSWORD"]

# 1. A number. Who they are goes to the vault and does not come back.
newcomer = ask(coordinator, "/participants/new", {
    "initials": "MH", "sex": "female", "birth-date": "1958-11-02",
    "hospital-number": "H-" + uuid.uuid4().hex[:8],
})
person = "/participants/" + newcomer["participant"]
today = ask(coordinator, person)["since"]  # as it is at the site

# 2. What must be there at allocation and is read by no criterion: the day is enough.
baseline = {
    "qlq-c30": {"mode": "paper"}, "oes18": {}, "blood": {}, "coagulation": {}, "hormones": {},
    "virology": {}, "ecg": {}, "heart-lung": {}, "endoscopy": {"from": "30 cm"}, "ultrasound": {},
}
for form, answers in baseline.items():
    ask(coordinator, person + "/forms/" + form, {"answers": {"day": today, **answers}})

# 3. What eligibility reads, in one request.
screening = ask(coordinator, person + "/screening")
screening = ask(coordinator, person + "/screening", {"seen": screening["seen"], "answers": {
    "consent.signed": "yes", "consent.version-current": "yes", "consent.before-any": "yes",
    "person.sex": "female", "person.childbearing": "no",
    "history.autoimmune": "no", "history.lung-disease": "no",
    "history.allergy": "none", "history.earlier-therapy": "none",
    "suppression.steroid": "none", "suppression.suppressant": "no",
    "histology.type": "squamous", "staging.cT": "3", "staging.cN": "1", "staging.cM": "0",
    "staging.resectable": "yes", "exam.ecog": "0", "imaging.method": "PET-CT",
}})
ask(coordinator, person + "/forms/pregnancy",
    {"answers": {"day": today, "breast-feeding": "no"}})

# 4. Each criterion with its reason; then the investigator's signature.
judged = ask(investigator, person + "/eligibility")
for criterion in judged["criteria"]:
    if criterion["met"] == "no":
        sys.exit(criterion["sentence"] + ": " + criterion["because"])
for approval in judged["approvals"]:
    ask(investigator, person + "/eligibility", {
        "form": approval["form"], "password": password,
        "answers": {"signed-on": today, "other-condition": "no", "signed": "yes"},
    })

# 5. The arm. Sent again, with this key or another, the same answer comes.
check = ask(investigator, person + "/allocation")
if not check["ready"]:
    sys.exit(json.dumps(check["why"], ensure_ascii=False, indent=2))
drawn = ask(investigator, person + "/allocation", {"seen": check["seen"], "password": password})
print(drawn["participant"], "is allocated to", drawn["label"], "by entry", drawn["entry"])
