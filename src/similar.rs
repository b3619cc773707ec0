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

/// What is wrong with a file in TOML, in one line: the place, what is there, and the key that may be meant.
pub(crate) fn toml_mistake(error: &toml::de::Error, text: &str) -> String {
    /// More of a line is not shown, in characters.
    const SHOWN: usize = 80;
    let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else { return meant(&message) };
    let number = before.matches('\n').count();
    let line: String = text.lines().nth(number).unwrap_or_default().trim().chars().take(SHOWN).collect();
    // A value that is wrong is told without its key.
    let is_of_a_value = message.starts_with("invalid");
    let shown = if is_of_a_value && !line.is_empty() { format!("`{line}`: ") } else { String::new() };
    format!("line {}: {shown}{}", number + 1, meant(&message))
}

/// A message on an unknown key, with the known one that is like it instead of all of them.
pub(crate) fn meant(message: &str) -> String {
    let Some((told, expected)) = message.split_once("`, expected ") else { return message.into() };
    let typed = told.rsplit('`').next().unwrap_or_default();
    // What stands in backticks.
    match did_you_mean(typed, expected.split('`').skip(1).step_by(2)).as_str() {
        "" => message.into(),
        meant => format!("{told}`{meant}"),
    }
}

#[test]
fn a_mistake_is_one_line_with_what_is_meant() {
    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(rename = "tables")]
        _tables: Option<String>,
        #[serde(rename = "notes")]
        _notes: Option<String>,
    }
    let told = |text: &str| toml_mistake(&toml::from_str::<File>(text).unwrap_err(), text);
    assert_eq!(told("notes = 'a'\ntabels = 'b'"), "line 2: unknown field `tabels`; did you mean `tables`?");
    assert_eq!(told("xyz = 1"), "line 1: unknown field `xyz`, expected `tables` or `notes`");
    assert!(told("notes = 'a'\nnotes").starts_with("line 2: "));
    assert!(told("notes = 'a'\n  tables = 3").starts_with("line 2: `tables = 3`: invalid type: integer `3`"));
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
