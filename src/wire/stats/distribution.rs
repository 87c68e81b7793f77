//! Distribution functions on their own.

use crate::stats::distribution::{
    bivariate_normal_lower, chi_square_quantile, chi_square_upper, fisher_quantile, fisher_upper,
    log_chi_square_upper, log_normal_lower, log_student_two_sided, noncentral_chi_square_lower,
    noncentral_t_lower, normal_lower, normal_quantile, student_quantile, student_two_sided,
    studentized_range_quantile, studentized_range_upper,
};
use crate::wire::stats::shape::number;
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[Method {
    name: "distributions",
    summary: "tail probabilities and quantiles; each option is a list of questions: t {t, df}, chi2 {chi2, df}, f {f, df1, \
              df2}, normal {z}, norm_quantiles p, t_quantiles {p, df}, chi2_quantiles {p, df}, f_quantiles {p, df1, df2}, \
              noncentral_chi2 {x, df, ncp}, noncentral_t {t, df, ncp}, studentized_range_sf {q, k, df}, \
              studentized_range_quantiles {p, k, df}, bivariate_normal {x, y, rho}; df of a range may be \"inf\"",
    compute: distributions,
}];

/// What a question is answered with, by key.
type Answers = Vec<(&'static str, f64)>;

/// A list of questions of one kind.
struct Family {
    /// Its option.
    name: &'static str,
    /// What a question says.
    inputs: &'static [&'static str],
    answer: fn(&[f64]) -> Answers,
}

/// The reason of a wrong question.
const FORM: &str = "must be a list of questions, each with the numbers that the method names";

const FAMILIES: &[Family] = &[
    Family {
        name: "t",
        inputs: &["t", "df"],
        answer: |x| {
            vec![
                ("p_two_sided", student_two_sided(x[0], x[1])),
                ("log10_p", common(log_student_two_sided(x[0], x[1]))),
            ]
        },
    },
    Family {
        name: "chi2",
        inputs: &["chi2", "df"],
        answer: |x| {
            vec![("p", chi_square_upper(x[0], x[1])), ("log10_p", common(log_chi_square_upper(x[0], x[1])))]
        },
    },
    Family {
        name: "f",
        inputs: &["f", "df1", "df2"],
        answer: |x| vec![("p", fisher_upper(x[0], x[1], x[2]))],
    },
    Family {
        name: "normal",
        inputs: &["z"],
        answer: |x| {
            vec![
                ("lower", normal_lower(x[0])),
                ("upper", normal_lower(-x[0])),
                ("log10_upper", common(log_normal_lower(-x[0]))),
            ]
        },
    },
    Family {
        name: "t_quantiles",
        inputs: &["p", "df"],
        answer: |x| vec![("q", student_quantile(x[0], x[1]))],
    },
    Family {
        name: "chi2_quantiles",
        inputs: &["p", "df"],
        answer: |x| vec![("q", chi_square_quantile(x[0], x[1]))],
    },
    Family {
        name: "f_quantiles",
        inputs: &["p", "df1", "df2"],
        answer: |x| vec![("q", fisher_quantile(x[0], x[1], x[2]))],
    },
    Family {
        name: "noncentral_chi2",
        inputs: &["x", "df", "ncp"],
        answer: |x| vec![("cdf", noncentral_chi_square_lower(x[0], x[1], x[2]))],
    },
    Family {
        name: "noncentral_t",
        inputs: &["t", "df", "ncp"],
        answer: |x| vec![("cdf", noncentral_t_lower(x[0], x[1], x[2]))],
    },
    Family {
        name: "studentized_range_sf",
        inputs: &["q", "k", "df"],
        answer: |x| vec![("sf", groups(x[1]).map_or(f64::NAN, |k| studentized_range_upper(x[0], k, x[2])))],
    },
    Family {
        name: "studentized_range_quantiles",
        inputs: &["p", "k", "df"],
        answer: |x| vec![("q", groups(x[1]).map_or(f64::NAN, |k| studentized_range_quantile(x[0], k, x[2])))],
    },
    Family {
        name: "bivariate_normal",
        inputs: &["x", "y", "rho"],
        answer: |x| vec![("cdf", bivariate_normal_lower(x[0], x[1], x[2]))],
    },
];

fn common(logarithm: f64) -> f64 {
    logarithm / std::f64::consts::LN_10
}

/// A number of groups: whole, and no more than a table could have.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and between 2 and 100000")]
fn groups(k: f64) -> Option<usize> {
    let whole = (2.0..=100_000.0).contains(&k) && k.fract().abs() <= 0.0;
    whole.then_some(k as usize)
}

/// Every question with its answers beside it.
fn distributions(request: &Request<'_>) -> Result<Value, Error> {
    let mut shape = Map::new();
    for family in FAMILIES {
        let questions = match request.options.get(family.name) {
            None | Some(Value::Null) => continue,
            Some(questions) => questions,
        };
        let wrong = || Error::Option { name: family.name, reason: FORM };
        let answered: Result<Vec<Value>, Error> = questions
            .as_array()
            .ok_or_else(wrong)?
            .iter()
            .map(|question| answer(family, question).ok_or_else(wrong))
            .collect();
        shape.insert(family.name.to_owned(), Value::Array(answered?));
    }
    if let Some(questions) = request.options.get("norm_quantiles").filter(|questions| !questions.is_null()) {
        let wrong = || Error::Option { name: "norm_quantiles", reason: "must be a list of probabilities" };
        let quantiles: Option<Map<String, Value>> = questions
            .as_array()
            .ok_or_else(wrong)?
            .iter()
            .map(|p| {
                let key = p.as_str().map_or_else(|| p.to_string(), str::to_owned);
                Some((key, number(normal_quantile(read(p)?))))
            })
            .collect();
        shape.insert("norm_quantiles".to_owned(), Value::Object(quantiles.ok_or_else(wrong)?));
    }
    Ok(Value::Object(shape))
}

fn answer(family: &Family, question: &Value) -> Option<Value> {
    let question = question.as_object()?;
    let inputs: Option<Vec<f64>> =
        family.inputs.iter().map(|input| question.get(*input).and_then(read)).collect();
    let mut shape = Map::new();
    for input in family.inputs {
        shape.insert((*input).to_owned(), question.get(*input)?.clone());
    }
    for (key, value) in (family.answer)(&inputs?) {
        shape.insert(key.to_owned(), number(value));
    }
    Some(Value::Object(shape))
}

/// A number, also as text and infinite: `"0.05"`, `"inf"`, `"-inf"`.
fn read(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).filter(|number: &f64| !number.is_nan())
}
