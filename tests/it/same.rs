//! An article stays one episode, however it is read, moved and edited.

use std::fs;
use std::path::Path;

use crate::program::Place;

const TEXT: &str = "Owls\n\nThey hunt at night.\n\nThey hear mice under the snow.\n\nThey sleep by day.\n";

/// Makes an article, and gives the ids of all episodes, in order.
fn made(place: &Place, article: &str) -> Vec<String> {
    place.run(&["make", article, "--voices", "tone"]).success();
    ids(place)
}

fn ids(place: &Place) -> Vec<String> {
    let listed = place.run(&["list", "--json"]).success().json();
    listed.iter().map(|episode| episode["id"].as_str().unwrap().to_owned()).collect()
}

/// Writes an article as it was understood, with a word more.
fn corrected(place: &Place, from: &str, to: &str) {
    let read = place.run(&["read", from]).success().out();
    place.file(to, read.replace("mice", "all the mice"));
}

#[test]
fn a_text_and_what_read_made_of_it_are_one_episode() {
    for order in [["a.txt", "a.md"], ["a.md", "a.txt"]] {
        let place = Place::new();
        place.file("a.txt", TEXT);
        corrected(&place, "a.txt", "a.md");
        let first = made(&place, order[0]);
        assert_eq!(first.len(), 1);
        assert_eq!(made(&place, order[1]), first);
        assert_eq!(made(&place, order[0]), first);
    }
}

#[test]
fn a_file_that_is_moved_and_edited_is_the_same_episode() {
    let place = Place::new();
    let file = place.file("a/index.md", TEXT.replace("Owls\n", "# Owls\n"));
    let first = made(&place, "a/index.md");
    let change = |from: &Path, to: &str, (old, new): (&str, &str)| {
        let text = fs::read_to_string(from).unwrap().replace(old, new);
        fs::remove_file(from).unwrap();
        place.file(to, text)
    };
    let file = change(&file, "b/index.md", ("sleep", "sleep long"));
    assert_eq!(made(&place, "b/index.md"), first);
    let file = change(&file, "b/owls.md", ("# Owls", "# The owls"));
    assert_eq!(made(&place, "b/owls.md"), first);
    // A copy is another, and so is another text in its place.
    fs::copy(&file, place.path("b/copy.md")).unwrap();
    assert_eq!(made(&place, "b/copy.md").len(), 2);
    fs::remove_file(&file).unwrap();
    place.file("b/trains.md", "# Trains\n\nThey run late.\n\nNobody minds.\n\nIt rains.\n\nWe wait.\n");
    assert_eq!(made(&place, "b/trains.md").len(), 3);
}

#[test]
fn a_name_is_one_episode_whatever_is_made_under_it() {
    let place = Place::new();
    place.file("a.md", "# One\n\nWords.\n");
    place.file("b.md", "# Two\n\nOther words.\n");
    let named =
        |article: &str| place.run(&["make", article, "--voices", "tone", "--name", "today"]).success();
    named("a.md");
    let first = ids(&place);
    named("b.md");
    assert_eq!(ids(&place), first);
    assert!(place.path("output/today/episode.json").exists());
    place.run(&["make", "a.md", "b.md", "--voices", "tone", "--name", "x"]).code(2);
}

#[test]
fn what_exists_is_left_alone_until_it_is_incomplete() {
    let place = Place::new();
    place.file("a.md", "# One\n\nWords.\n");
    let again =
        || place.run(&["make", "a.md", "--voices", "tone", "--skip-existing", "--json"]).success().json();
    assert_eq!(again().last().unwrap()["event"], "done");
    place.file("a.md", "# One\n\nWords and more words.\n");
    assert_eq!(again().last().unwrap()["event"], "exists");
    fs::remove_file(place.path("output/one/01-one.wav")).unwrap();
    assert_eq!(again().last().unwrap()["event"], "done");
}

#[test]
fn an_episode_is_removed_and_nothing_else() {
    let place = Place::new();
    for name in ["one", "two"] {
        place.file(&format!("{name}.md"), format!("# {name}\n\nWords of {name}.\n"));
        made(&place, &format!("{name}.md"));
    }
    place.file("output/one/mine.txt", "mine");
    place.run(&["remove", "one"]).code(2);
    assert!(place.run(&["remove", "oone", "--yes"]).code(2).err().contains("did you mean `one`?"));
    let dry = place.run(&["remove", "one", "--dry-run"]).success().out();
    assert!(dry.starts_with("would be removed: output/one"), "{dry}");
    assert_eq!(ids(&place).len(), 2);
    place.run(&["remove", "one", "output/two", "--yes"]).success();
    assert_eq!(ids(&place).len(), 0);
    assert_eq!(fs::read_dir(place.path("output/one")).unwrap().count(), 1);
    assert!(!place.path("output/two").exists());
}
