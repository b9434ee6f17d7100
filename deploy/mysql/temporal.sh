#!/bin/bash
# Runs once, when the MySQL volume is new: the databases and the user of Temporal. Those of Duban come
# from the image's own variables.
docker_process_sql <<SQL
CREATE DATABASE temporal CHARACTER SET utf8mb4;
CREATE DATABASE temporal_visibility CHARACTER SET utf8mb4;
CREATE USER temporal@'%' IDENTIFIED BY '${TEMPORAL_DB_PASSWORD}';
GRANT ALL ON temporal.* TO temporal@'%';
GRANT ALL ON temporal_visibility.* TO temporal@'%';
SQL
