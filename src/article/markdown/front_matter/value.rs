//! A value of front matter, whichever language it is written in.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Nothing,
    Text(String),
    /// A number or a truth value, whose own spelling the parser did not keep.
    Plain(String),
    List(Vec<Value>),
    Table(Table),
}

/// Keys and their values, in the order of the source.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table(pub(super) Vec<(String, Value)>);

impl Value {
    /// The texts of it: of tables the `name`. Says whether these are all of it.
    pub(super) fn texts(&self, texts: &mut Vec<String>) -> bool {
        match self {
            Value::Nothing => {}
            Value::Text(text) | Value::Plain(text) => {
                // A block of text ends with its last line.
                let text = text.trim_end_matches('\n');
                texts.extend(Some(text).filter(|text| !text.is_empty()).map(str::to_owned));
            }
            Value::List(items) => {
                let whole: Vec<bool> = items.iter().map(|item| item.texts(texts)).collect();
                return !whole.contains(&false);
            }
            Value::Table(Table(pairs)) => {
                let name = pairs.iter().find(|(key, _)| key == "name");
                let whole = name.is_some_and(|(_, name)| name.texts(texts));
                return whole && pairs.len() == 1;
            }
        }
        true
    }

    /// The pairs of a table of texts; none if it is anything else.
    pub(super) fn pairs(self) -> Vec<(String, String)> {
        let Value::Table(Table(pairs)) = self else { return Vec::new() };
        let text = |(key, value)| match value {
            Value::Text(text) | Value::Plain(text) => Some((key, text)),
            _ => None,
        };
        pairs.into_iter().map(text).collect::<Option<_>>().unwrap_or_default()
    }
}

impl From<toml::Value> for Value {
    fn from(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::Text(text.trim().to_owned()),
            toml::Value::Array(items) => Value::List(items.into_iter().map(Value::from).collect()),
            toml::Value::Table(table) => {
                Value::Table(Table(table.into_iter().map(|(key, value)| (key, value.into())).collect()))
            }
            other => Value::Plain(other.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Value, D::Error> {
        source.deserialize_any(AnyValue)
    }
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Table, D::Error> {
        match source.deserialize_map(AnyValue)? {
            Value::Table(table) => Ok(table),
            _ => Ok(Table::default()),
        }
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some((key, value)) = map.next_entry()? {
            pairs.push((key, value));
        }
        Ok(Value::Table(Table(pairs)))
    }
}
