"""Real results are valid by `ocssim schema results`. Usage: results_schema_test.py TOOL"""
import json
import subprocess
import sys

import jsonschema


def output(*words):
    return json.loads(subprocess.run([sys.argv[1], *words], stdout=subprocess.PIPE).stdout)


schema = output("schema", "results")
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
quick = ["-o", "-", "-q", "--json", "--replications", "2"]
for words in (
    ["run", "mmc-knee", "--duration", "30 min"],
    ["run", "mmc-knee", "--duration", "30 min", "--set", "clients.users=100k"],
    ["run", "enterprise-100k", "--set", "clients.users=2k", "--duration", "1 min"],
    ["run", "front-end-lost", "--set", "clients.users=1k"],
):
    validator.validate(output(*words, *quick))
try:
    validator.validate({"ocssim": {}})
except jsonschema.ValidationError:
    sys.exit(0)
sys.exit("an empty result is accepted")
