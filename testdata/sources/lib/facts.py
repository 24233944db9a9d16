"""Prints what the truth files hold as one readable page. usage: facts.py TRUTH_DIR >FACTS.md"""
import collections, glob, json, os, sys

print("# What a reader's eye must find\n\nMade by build.sh from ../truth. Pages are PDF pages, from 1. Figures are too many to list; they stand in the truth files.")
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.truth.json"))):
    d = json.load(open(path, encoding="utf8"))
    m = {k: v for k, v in d["meeting"].items() if v}
    print(f"\n## {d['file']}\n\n{d['kind']}, {d['language']}" + (": " + ", ".join(f"{k} {v}" for k, v in m.items()) if m else ""))
    if d["items"]:
        print("\n| case | title | pages |\n| --- | --- | --- |")
        for i in d["items"]:
            print(f"| {i['number'] or '–'} | {i['title']} | {i['first_page']}–{i['last_page']} |")
    if d["decisions"]:
        print("\n| page | case | status | types | vote | begins |\n| --- | --- | --- | --- | --- | --- |")
        for x in d["decisions"]:
            v = x["vote"]
            vote = v["outcome"].replace("not_stated", "–") + (f" {v['for']}–{v['against']}" if v["for"] is not None else "")
            print(f"| {x['page']} | {x['item'] or '–'} | {x['status']} | {' '.join(x['types'])} | {vote} | {' '.join(x['text'].split()[:9])} |")
    f = d["figures"]
    if f:
        n = collections.Counter((x["page"], x["row"] is None) for x in f)
        parts = [f"p. {p}: {c} in {'prose' if prose else 'tables'}" for (p, prose), c in sorted(n.items())]
        print(f"\n{len(f)} amounts in {f[0]['currency']} ({'; '.join(parts)}).")
    if d.get("notes"):
        print(f"\nNote: {d['notes']}")
