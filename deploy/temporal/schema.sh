#!/bin/sh
# Creates the two databases of Temporal's schema, or brings them to this version. Safe to repeat.
set -eu
for part in temporal:temporal temporal_visibility:visibility; do
  database=${part%:*}
  temporal-sql-tool --database "$database" setup-schema -v 0.0
  temporal-sql-tool --database "$database" update-schema -d "/etc/temporal/schema/mysql/v8/${part#*:}/versioned"
done
