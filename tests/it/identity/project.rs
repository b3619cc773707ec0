//! A project of articles with its folder of episodes, and what its feed says.

use std::path::Path;

use serde_json::Value;

use crate::program::{Place, Run};

/// Where it is published.
pub(super) const URL: &str = "https://example.org/show";

/// What listeners see of an episode: the title, the GUID, the date, and where the sound is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) guid: String,
    pub(super) date: String,
    pub(super) sound: String,
}

/// The items of a feed.
pub(super) fn items(feed: &Path) -> Vec<Item> {
    let feed = std::fs::read_to_string(feed).unwrap();
    let between = |text: &str, start: &str, end: &str| {
        text.split(start).nth(1).unwrap().split(end).next().unwrap().to_owned()
    };
    let item = |text: &str| Item {
        title: between(text, "<title>", "<"),
        guid: between(text, "isPermaLink=\"false\">", "<"),
        date: between(text, "<pubDate>", "<"),
        // Without the mark of a file that was replaced.
        sound: between(text, "<enclosure url=\"", "\"").split('?').next().unwrap().to_owned(),
    };
    feed.split("<item>").skip(1).map(item).collect()
}

/// A text of several lines.
pub(super) fn words(title: &str) -> String {
    format!(
        "# {title}\n\nThe first one sings.\n\n## More\n\nThe second one only listens to it.\n\nIt waits.\n"
    )
}

/// A project: articles, and beside them the folder of episodes.
pub(super) struct Project {
    pub(super) place: Place,
    /// Its folder.
    pub(super) at: String,
    /// When it is published next, in seconds.
    now: u32,
}

impl Project {
    /// A project of one published article.
    pub(super) fn new(text: &str) -> Project {
        let mut project = Project { place: Place::new(), at: "project".into(), now: 1_800_000_000 };
        project.file("texts/birds.md", text);
        project.make(&["texts/birds.md"], &[]);
        project.publish(&[]);
        project
    }

    pub(super) fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.at)
    }

    pub(super) fn file(&self, name: &str, text: &str) {
        self.place.file(&self.path(name), text);
    }

    pub(super) fn rename(&self, from: &str, to: &str) {
        let to = self.place.path(&self.path(to));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(self.place.path(&self.path(from)), to).unwrap();
    }

    pub(super) fn remove(&self, name: &str) {
        let path = self.place.path(&self.path(name));
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }.unwrap();
    }

    pub(super) fn try_make(&self, articles: &[&str], more: &[&str]) -> Run {
        let articles: Vec<String> = articles
            .iter()
            .map(|name| if name.contains("://") { (*name).to_owned() } else { self.path(name) })
            .collect();
        let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
        let (output, formats) = (self.path("output"), ["--formats", "mp3"]);
        let formats: &[&str] = if more.contains(&"--formats") { &[] } else { &formats };
        let fixed = ["--voices", "tone", "--cover", "none", "--json", "-o", &output];
        self.place.run(&[&["make"], articles.as_slice(), &fixed, formats, more].concat())
    }

    pub(super) fn make(&self, articles: &[&str], more: &[&str]) {
        self.try_make(articles, more).success();
    }

    /// Publishes on another day, and gives what was told.
    pub(super) fn publish(&mut self, more: &[&str]) -> Value {
        let output = self.path("output");
        let mut command = self.place.command(&[&["publish", &output, "--url", URL, "--json"], more].concat());
        command.env("SOURCE_DATE_EPOCH", self.now.to_string());
        self.now += 86_400;
        Run(command.output().unwrap()).success().json().remove(0)
    }

    pub(super) fn items(&self) -> Vec<Item> {
        items(&self.place.path(&self.path("output/feed.xml")))
    }

    pub(super) fn manifest(&self, name: &str) -> Value {
        let path = self.place.path(&self.path(&format!("output/{name}/episode.json")));
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }
}
