//! What somebody may have meant who typed a name that is none.

/// “; did you mean `duo`?”, where a known name is like the one that was typed; otherwise nothing.
pub(crate) fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(typed, known).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// The known name that is most like the one that was typed, if one is like it.
pub(crate) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Jaro's measure, 1 for equal names; names of which every third letter is another are below.
    const LEAST: f64 = 0.8;
    let typed = typed.to_lowercase();
    let likeness = |name: &&'a str| strsim::jaro(&typed, &name.to_lowercase());
    let like =
        known.into_iter().map(|name| (likeness(&name), name)).filter(|(likeness, _)| LEAST <= *likeness);
    like.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, name)| name)
}

#[test]
fn the_most_like_name_is_meant() {
    let known = ["default", "duo", "solo"];
    for (typed, meant) in
        [("defualt", Some("default")), ("Duo", Some("duo")), ("sol", Some("solo")), ("xyz", None)]
    {
        assert_eq!(nearest(typed, known), meant, "{typed}");
    }
    assert_eq!(did_you_mean("defalt", known), "; did you mean `default`?");
    assert_eq!(did_you_mean("nothing", known), "");
}
