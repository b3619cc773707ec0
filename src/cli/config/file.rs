//! Reading one configuration file.

use std::path::Path;

use toml::{Table, Value};

use super::keys::{KEYS, Key, Kind};
use super::{Owner, malformed};
use crate::Result;
use crate::files;
use crate::produce::input::{Rules, SiteRule};
use crate::similar::{did_you_mean, meant, toml_mistake};

/// No configuration is larger than this, in bytes.
const LIMIT: u64 = 1 << 20;
/// The table of the rules for sites.
const SITE: &str = "site";

/// A key that a file sets.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) key: &'static Key,
    /// The values, as an option on the command line takes them.
    pub(super) values: Vec<String>,
    /// The file, for people.
    pub(super) file: String,
}

/// What a file says.
pub(super) struct Content {
    pub(super) settings: Vec<Setting>,
    pub(super) rules: Rules,
}

pub(super) fn read(path: &Path, owner: Owner) -> Result<Content> {
    let text = String::from_utf8(files::read(path, LIMIT)?)
        .map_err(|_| malformed(path, "it is not UTF-8".into()))?;
    let table: Table = text.parse().map_err(|error| malformed(path, toml_mistake(&error, &text)))?;
    let (mut settings, mut rules) = (Vec::new(), Rules::default());
    for (name, value) in table {
        if name == SITE {
            rules = sites(value).map_err(|why| malformed(path, why))?;
            continue;
        }
        settings.push(setting(&name, value, path, owner).map_err(|why| malformed(path, why))?);
    }
    Ok(Content { settings, rules })
}

fn setting(name: &str, value: Value, path: &Path, owner: Owner) -> Result<Setting, String> {
    let Some(key) = KEYS.iter().find(|key| key.name == name) else {
        let known = KEYS.iter().map(|key| key.name).chain([SITE]);
        return Err(format!("`{name}` is not a setting{}", did_you_mean(&name.replace('-', "_"), known)));
    };
    let values = match value {
        Value::Array(values) => values.iter().map(plain).collect::<Option<Vec<_>>>(),
        value => plain(&value).map(|value| vec![value]),
    };
    let values = values
        .ok_or_else(|| format!("`{name}` takes a text, a number, `true`, `false`, or a list of these"))?;
    if owner == Owner::Folder {
        refuse_trusted(key, &values)?;
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let placed = |value: String| {
        if key.is_path(&value) { folder.join(value).to_string_lossy().into_owned() } else { value }
    };
    Ok(Setting { key, values: values.into_iter().map(placed).collect(), file: path.display().to_string() })
}

/// What comes with a folder must not choose what is run and where files are sent.
fn refuse_trusted(key: &Key, values: &[String]) -> Result<(), String> {
    let runs = key.kind == Kind::Cast
        && values.iter().any(|value| ["command:", "http:"].iter().any(|engine| value.starts_with(engine)));
    if key.kind == Kind::Trusted || runs {
        return Err(format!(
            "`{}` may be set only in your own configuration (`articast config path` shows where it is), since a folder's \
             file may come from somebody else",
            key.name
        ));
    }
    Ok(())
}

/// A value as the command line takes it.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Boolean(is) => Some(is.to_string()),
        Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    }
}

/// The rules for sites: `[site."example.com"]`.
fn sites(value: Value) -> Result<Rules, String> {
    let Value::Table(sites) = value else { return Err(format!("`{SITE}` is a table of sites")) };
    let mut rules = Rules::default();
    for (site, value) in sites {
        let rule: SiteRule =
            value.try_into().map_err(|error| format!("[{SITE}.\"{site}\"]: {}", meant(error.message())))?;
        rules.set(&site, rule).map_err(|why| format!("[{SITE}.\"{site}\"]: {why}"))?;
    }
    Ok(rules)
}
