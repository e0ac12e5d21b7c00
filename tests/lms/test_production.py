"""The settings of a public installation start, as it comes and grown onto PostgreSQL, Redis and an object store."""

import os
import subprocess
import sys

import pytest

ROOT = __file__.rpartition("/tests/")[0]
ALONE = {"SECRET_KEY": "for-the-length-of-a-test-" * 3, "ALLOWED_HOSTS": "teachback.example"}
# Names only: nothing is asked of these servers while the settings are checked.
GROWN = {"REDIS_URL": "redis://127.0.0.1:6379/0", "S3_BUCKET": "teachback"}
# An invitation that was withdrawn before its turn came: the worker takes the task and finds nothing to send.
ONE_JOB = """
import django
django.setup()
from django.core.management import call_command
from lms.people.tasks import send_invitation
job = send_invitation.enqueue(0)
call_command("rqworker", "default", "--burst", "--job-class", "django_tasks_rq.Job", verbosity=0)
job.refresh()
print(job.status)
"""


def run(*command, **changes):
    environment = {key: value for key, value in os.environ.items() if key not in GROWN}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**environment, "DJANGO_SETTINGS_MODULE": "lms.settings.production", **ALONE, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("changes", [{}, GROWN], ids=["as it comes", "grown"])
def test_production_starts(changes):
    done = run("manage.py", "check", "--fail-level", "WARNING", **changes)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("changes", "proxies"), [({}, "1"), ({"TRUSTED_PROXIES": "2"}, "2")])
def test_production_trusts_the_proxy_in_front(changes, proxies):
    done = run("-c", "from django.conf import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)", **changes)

    assert done.stdout.strip() == proxies, done.stderr


@pytest.mark.site
@pytest.mark.skipif("REDIS_URL" not in os.environ, reason="RQ runs with Redis only: .ci/run starts one")
def test_a_worker_of_rq_takes_a_task(site):
    places = {name: site.environment[name] for name in ("DATABASE_URL", "TEACHBACK_VAR") if name in site.environment}

    done = run("-c", ONE_JOB, REDIS_URL=os.environ["REDIS_URL"], **places)

    assert done.stdout.splitlines()[-1:] == ["SUCCESSFUL"], done.stderr
