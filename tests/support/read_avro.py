"""Reads framed Avro values by fastavro, which shares no code with this project.

Stdin: a line of JSON with the schemas by their id, then a value in hexadecimal digits a line.
Stdout: a tick as JSON a line; the price as text, as it is exact.
"""
import io
import json
import sys

import fastavro

schemas = {
    int(schema_id): fastavro.parse_schema(json.loads(text))
    for schema_id, text in json.loads(sys.stdin.readline()).items()
}
for line in sys.stdin:
    value = bytes.fromhex(line.strip())
    assert value[0] == 0, "no magic byte"
    body = io.BytesIO(value[5:])
    tick = fastavro.schemaless_reader(body, schemas[int.from_bytes(value[1:5], "big")], None)
    assert not body.read(), "bytes are left"
    tick["price"] = str(tick["price"])
    tick["timestamp"] = round(tick["timestamp"].timestamp() * 1000)
    print(json.dumps(tick))
