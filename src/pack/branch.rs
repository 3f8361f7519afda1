//! One alternative of a JSON Schema: what `schemars` says of it, and what a message says.

use super::tree::Value;
use super::wording::thing;
use serde_json::Value as Json;

/// A schema without references and unions, and the name of the type it was made from.
#[derive(Clone, Copy)]
pub(super) struct Branch<'a> {
    pub schema: &'a Json,
    pub type_name: &'a str,
}

impl<'a> Branch<'a> {
    pub(super) fn accepts(self, value: &Value) -> bool {
        match &self.schema["type"] {
            Json::String(name) => is_of_type(value, name),
            Json::Array(names) => {
                let mut names = names.iter().filter_map(Json::as_str);
                names.any(|name| is_of_type(value, name))
            }
            _ => true,
        }
    }

    /// Whether it lists what it can be.
    pub(super) fn is_choice(self) -> bool {
        self.schema["const"].is_string() || self.schema["enum"].is_array()
    }

    fn type_names(self) -> Vec<&'a str> {
        match &self.schema["type"] {
            Json::String(name) => vec![name],
            Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The types as messages name them; that null is allowed need not be said.
    pub(super) fn types(self) -> Vec<&'static str> {
        let names = self.type_names();
        names.into_iter().filter_map(type_in_words).collect()
    }

    /// The constants this can be, if it is not free.
    pub(super) fn choices(self) -> Vec<&'a str> {
        let constant = self.schema["const"].as_str();
        let listed = self.schema["enum"].as_array();
        let listed = listed.into_iter().flatten().filter_map(Json::as_str);
        constant.into_iter().chain(listed).collect()
    }

    pub(super) fn required(self) -> impl Iterator<Item = &'a str> {
        let keys = self.schema["required"].as_array();
        keys.into_iter().flatten().filter_map(Json::as_str)
    }

    /// The fixed keys, those that must be there first.
    pub(super) fn keys(self) -> Vec<&'a str> {
        let required: Vec<&str> = self.required().collect();
        let all = self.schema["properties"].as_object();
        let all = all.into_iter().flat_map(|keys| keys.keys());
        let optional = all.map(String::as_str).filter(|key| !required.contains(key));
        let keys = required.iter().copied().chain(optional);
        keys.collect()
    }

    /// The key whose constant names this alternative.
    pub(super) fn tag(self) -> Option<&'a str> {
        let properties = self.schema["properties"].as_object()?;
        let mut keys = properties.iter();
        keys.find_map(|(key, schema)| schema["const"].is_string().then_some(key.as_str()))
    }

    pub(super) fn thing(self) -> String {
        let tag = self.tag().and_then(|tag| self.schema["properties"][tag]["const"].as_str());
        match tag {
            Some(tag) => format!("{tag} {}", self.type_thing()),
            None => self.type_thing(),
        }
    }

    pub(super) fn type_thing(self) -> String {
        thing(self.type_name)
    }

    /// What its pattern asks for: the first sentence of the documentation.
    pub(super) fn expectation(self) -> String {
        if self.schema["pattern"] == r"\S" {
            return "a text that is not empty".to_owned();
        }
        let text = self.schema["description"].as_str().unwrap_or("another text");
        let sentence = text.split(". ").next().unwrap_or(text).trim_end_matches('.');
        let mut chars = sentence.chars();
        let first = chars.next().map(|c| c.to_ascii_lowercase());
        first.into_iter().chain(chars).collect()
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || (name == "integer" && !number.is_f64()),
        Value::Text(_) => name == "string",
        Value::List(_) => name == "array",
        Value::Table(_) => name == "object",
    }
}

fn type_in_words(name: &str) -> Option<&'static str> {
    match name {
        "boolean" => Some("true or false"),
        "number" => Some("a number"),
        "integer" => Some("a whole number"),
        "string" => Some("a text"),
        "array" => Some("a list"),
        "object" => Some("a table"),
        _ => None,
    }
}
