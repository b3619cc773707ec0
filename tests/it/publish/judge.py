"""Reads a feed with the parsers that are installed, and prints what each of them understood, as JSON."""

import json
import sys

path = sys.argv[1]
heard = {}

try:
    import feedparser

    feed = feedparser.parse(path)
    heard["feedparser"] = {
        "bozo": bool(feed.bozo),
        "version": feed.version,
        "title": feed.feed.get("title"),
        "language": feed.feed.get("language"),
        "author": feed.feed.get("author"),
        "explicit": feed.feed.get("itunes_explicit"),
        "image": feed.feed.get("image", {}).get("href"),
        "categories": [tag["term"] for tag in feed.feed.get("tags", [])],
        "episodes": [
            {
                "title": entry.title,
                "guid": entry.id,
                "enclosure": {key: entry.enclosures[0].get(key) for key in ("href", "length", "type")},
                "duration": entry.get("itunes_duration"),
                "date": list(entry.published_parsed[:6]),
                "link": entry.get("link"),
                "notes": entry.content[0].value if "content" in entry else None,
            }
            for entry in feed.entries
        ],
    }
except ImportError:
    pass

try:
    import podcastparser

    with open(path, "rb") as stream:
        feed = podcastparser.parse("https://example.org/feed.xml", stream)
    heard["podcastparser"] = {
        "title": feed["title"],
        "description": feed["description"],
        "type": feed.get("type"),
        "cover": feed.get("cover_url"),
        "owner": feed.get("itunes_owner"),
        "episodes": [
            {
                "title": episode["title"],
                "guid": episode["guid"],
                "seconds": episode["total_time"],
                "files": [[file["url"], file["file_size"], file["mime_type"]] for file in episode["enclosures"]],
                "chapters": [[chapter["start"], chapter["title"]] for chapter in episode.get("chapters", [])],
            }
            for episode in feed["episodes"]
        ],
    }
except ImportError:
    pass

json.dump(heard, sys.stdout)
