"""Role: the sample campaign for tests of what screens and command say."""

from tests.e2e.campaign import campaign_file  # noqa: F401  # a fixture by its name
