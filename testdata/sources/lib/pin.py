"""Replaces dates and file identifiers in a PDF by fixed ones of the same length, in place.

The bytes around them stay exactly as the program wrote them, so cross-reference tables still hold.
"""
import re, sys

path, stamp = sys.argv[1], sys.argv[2]          # stamp: 20240307101500
b = open(path, "rb").read()
b = re.sub(rb"D:\d{14}", b"D:" + stamp.encode(), b)
b = re.sub(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)(>)",
           lambda m: m[1] + (b"5A" * 32)[:len(m[2])] + m[3] + (b"5A" * 32)[:len(m[4])] + m[5], b)
b = re.sub(rb"/DocChecksum\s*/[0-9A-F]{32}", lambda m: m[0][:-32] + b"5A" * 16, b)
iso = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}".encode()
b = re.sub(rb"(xmp:(?:Create|Modify|Metadata)Date(?:>|='|=\"))\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", lambda m: m[1] + iso, b)
b = re.sub(rb"uuid:[0-9a-f-]{36}", b"uuid:5a5a5a5a-5a5a-5a5a-5a5a-5a5a5a5a5a5a", b)
open(path, "wb").write(b)
