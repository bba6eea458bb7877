# Role: short names for deploy/bootstrap.py, which does the work on every system.
# Extra arguments: make test ARGS="-k money"; another Python: make run PYTHON=python3.12
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell $(name) -c "" >/dev/null 2>&1 && echo $(name))))
ARGS ?=
export PYTHONUTF8 = 1
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: run test unit lint format bench fuzz torture env lock clean help

run test unit lint format bench fuzz torture env lock clean help:
	@$(if $(PYTHON),,echo "Cần Python 3.11 trở lên / Python 3.11 or newer is needed." >&2; exit 1;) $(PYTHON) deploy/bootstrap.py $@ $(ARGS)
