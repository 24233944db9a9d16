"""Splits off the part of a source that another program prints. usage: part.py SOURCE CLASS INSIDE OUTSIDE"""
import sys
from lxml import html

src, cls, inside, outside = sys.argv[1:5]
root = html.fromstring(open(src, encoding="utf8").read())
part = root.xpath(f"//div[@class='{cls}']")[0]
part.getparent().remove(part)
open(outside, "w", encoding="utf8").write(html.tostring(root, encoding="unicode"))
body = root.find("body")
for c in list(body):
    body.remove(c)
body.append(part)
open(inside, "w", encoding="utf8").write("<!DOCTYPE html>" + html.tostring(root, encoding="unicode"))
