//! How figures and tables of figures are written in JSON.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::value::Decimal;

/// A figure on the wire: a JSON number wherever that says exactly the same, else decimal text.
///
/// JSON numbers end up as binary floats in most languages. A whole number stays exact up to 2^53 - 1, one with decimals up to
/// 15 digits. Very small amounts are text too, because languages disagree on when to write them with an exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure(pub Decimal);

/// The largest whole number up to which all whole numbers are exact as binary floats.
const MOST_EXACT: i64 = (1 << 53) - 1;

impl Figure {
    /// The figure as a binary float whose shortest decimal form has the same digits, where there is one.
    fn as_float(self) -> Option<f64> {
        let (mut mantissa, mut scale) = (self.0.mantissa(), self.0.scale());
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        let positional = mantissa.unsigned_abs() >= 10_u64.pow(u32::from(scale.saturating_sub(5)));
        if mantissa.unsigned_abs() >= 10_u64.pow(15) || !positional {
            return None;
        }
        #[expect(
            clippy::cast_precision_loss,
            clippy::float_arithmetic,
            reason = "both operands are exact, so the quotient is the float nearest to the decimal: no sum is made of it, it is only written"
        )]
        Some(mantissa as f64 / 10_u64.pow(u32::from(scale)) as f64)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.as_integer(), self.as_float()) {
            (Some(whole), _) if whole.abs() <= MOST_EXACT => serializer.serialize_i64(whole),
            (None, Some(float)) => serializer.serialize_f64(float),
            _ => serializer.collect_str(&self.0),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Figure {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A figure: a number wherever that is exact, else decimal text.",
            "anyOf": [{ "type": "number" }, { "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" }]
        })
    }
}

/// A JSON object whose members keep the order in which they are listed; their names are ids of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ordered<T>(pub Vec<(&'static str, T)>);

impl<T> Ordered<T> {
    /// The member with this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

impl<T: Serialize> Serialize for Ordered<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Ordered<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Ordered_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let member = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": member })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(digits: &str, json: &str) {
        let decimal = Decimal::parse(digits).unwrap();
        assert_eq!(serde_json::to_string(&Figure(decimal)).unwrap(), json, "{digits}");
    }

    #[test]
    fn figures_are_written_as_numbers_while_that_is_exact() {
        check("0", "0");
        check("-0", "0");
        check("0.000", "0");
        check("-38", "-38");
        check("26.00", "26");
        check("18.8710", "18.871");
        check("0.1", "0.1");
        check("-96171.60", "-96171.6");
        check("316441.00", "316441");
        check("9007199254740991", "9007199254740991");
        check("9007199254740992", "\"9007199254740992\"");
        check("999999999999999999", "\"999999999999999999\"");
        check("12345678901234.5", "12345678901234.5");
        check("123456789012345.6", "\"123456789012345.6\"");
        check("1234567890.1234567", "\"1234567890.1234567\"");
        check("0.00001", "0.00001");
        check("0.000012", "0.000012");
        check("0.000009", "\"0.000009\"");
        check("0.000000000000000001", "\"0.000000000000000001\"");
    }
}
