//! How far coders agree.

use crate::stats::agreement::{
    ChanceCorrected, Coefficient, Cohen, Level, Ratings, Reading, Unit, UnitAlpha, UnitizingFamily,
    Weighting, chance_corrected, cohen_pairs, cohen_table, fleiss, krippendorff, krippendorff_interval,
    readings, readings_of_table, unitizing, unitizing_family,
};
use crate::stats::describe::count;
use crate::stats::{Error as Refusal, Matrix};
use crate::wire::stats::shape::{count_option, number, numbers};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "agreement",
        summary: "percent agreement, Cohen, Fleiss, Conger, Krippendorff, Gwet AC1/AC2, Brennan-Prediger; a row for each unit, a column for each coder; options rounds, seed",
        compute: agreement,
    },
    Method {
        name: "agreement.cohen_table",
        summary: "Cohen's kappa of a contingency table of two coders, unweighted, linear and quadratic",
        compute: of_table,
    },
    Method {
        name: "agreement.unitizing",
        summary: "Krippendorff's alpha for unitizing, of 2004 and the family of 2016; options length, coders, units: [{coder, start, end, category}]",
        compute: of_units,
    },
];

const LEVELS: [(&str, Level); 4] = [
    ("nominal", Level::Nominal),
    ("ordinal", Level::Ordinal),
    ("interval", Level::Interval),
    ("ratio", Level::Ratio),
];

const WEIGHTINGS: [(&str, Weighting); 4] = [
    ("identity", Weighting::Identity),
    ("linear", Weighting::Linear),
    ("quadratic", Weighting::Quadratic),
    ("ordinal", Weighting::Ordinal),
];

fn agreement(request: &Request<'_>) -> Result<Value, Error> {
    let ratings = Ratings::of(request.table)?;
    let rounds = u32::try_from(count_option(request, "rounds", 1_000)?)
        .map_err(|_| Error::Option { name: "rounds", reason: "is too large" })?;
    let seed = count_option(request, "seed", 1)?;
    let alphas: Map<String, Value> = LEVELS
        .iter()
        .map(|(name, level)| ((*name).to_owned(), number(krippendorff(&ratings, *level))))
        .collect();
    let intervals: Map<String, Value> = LEVELS
        .iter()
        .map(|(name, level)| {
            let found = krippendorff_interval(&ratings, *level, rounds, seed);
            ((*name).to_owned(), numbers(&[found.interval.0, found.interval.1]))
        })
        .collect();
    let mut shape = json!({
        "n_units": ratings.units.len(),
        "n_raters": ratings.coders.len(),
        "missing": ratings.missing(),
        "percent_all_agree_complete_rows": number(ratings.all_agree()),
        "fleiss_complete_rows": fleiss_shape(&ratings),
        "krippendorff_alpha": alphas,
        "krippendorff_alpha_ci95_bootstrap": intervals,
        "reading": readings(&ratings).iter().map(reading).collect::<Vec<_>>(),
    });
    for (name, coefficient) in [
        ("gwet_ac", Coefficient::Gwet),
        ("fleiss_gwet", Coefficient::Fleiss),
        ("conger", Coefficient::Conger),
        ("brennan_prediger", Coefficient::BrennanPrediger),
        ("krippendorff_irrcac", Coefficient::Krippendorff),
    ] {
        let by_weights: Map<String, Value> = WEIGHTINGS
            .iter()
            .map(|(weights, weighting)| {
                ((*weights).to_owned(), chance_shape(&chance_corrected(&ratings, coefficient, *weighting)))
            })
            .collect();
        shape[name] = Value::Object(by_weights);
    }
    let pairs = cohen_pairs(&ratings);
    let defined: Vec<f64> =
        pairs.iter().map(|pair| pair.kappas[0].kappa).filter(|kappa| kappa.is_finite()).collect();
    let mean = defined.iter().sum::<f64>() / count(defined.len());
    let shapes: Map<String, Value> = pairs
        .iter()
        .map(|pair| {
            let name = format!("{}|{}", ratings.coders[pair.one], ratings.coders[pair.other]);
            let levels: Vec<f64> = pair.levels.iter().map(|level| ratings.categories[*level]).collect();
            let mut shape = cohen_shape(&pair.kappas);
            shape["levels"] = numbers(&levels);
            shape["table"] = Value::Array(pair.table.rows().map(numbers).collect());
            shape["n"] = number(pair.table.cells.iter().sum());
            (name, shape)
        })
        .collect();
    shape["cohen_pairs"] = Value::Object(shapes);
    shape["mean_pairwise_cohen_all_pairs"] = number(mean);
    Ok(shape)
}

fn fleiss_shape(ratings: &Ratings) -> Value {
    fleiss(ratings).map_or(Value::Null, |found| {
        let categories: Vec<Value> = found
            .categories
            .iter()
            .map(|category| {
                json!({
                    "category": number(category.category),
                    "kappa": number(category.kappa),
                    "z": number(category.z),
                })
            })
            .collect();
        json!({
            "n_units_complete": found.units,
            "raters": found.coders,
            "kappa": number(found.kappa),
            "se_null": number(found.null_error),
            "z": number(found.z),
            "p_two_sided": number(found.p),
            "by_category": categories,
        })
    })
}

fn chance_shape(found: &ChanceCorrected) -> Value {
    json!({
        "coefficient": number(found.coefficient),
        "percent_agreement": number(found.agreement),
        "percent_chance": number(found.chance),
        "se": number(found.error),
        "p": number(found.p),
        "ci95": numbers(&[found.interval.0, found.interval.1]),
    })
}

fn cohen_shape(kappas: &[Cohen; 3]) -> Value {
    let one = |found: &Cohen| {
        json!({
            "kappa": number(found.kappa),
            "po": number(found.observed),
            "pe": number(found.chance),
            "se": number(found.error),
            "se_null": number(found.null_error),
            "z": number(found.z),
            "p_two_sided": number(found.p),
            "ci95": numbers(&[found.interval.0, found.interval.1]),
        })
    };
    json!({ "unweighted": one(&kappas[0]), "linear": one(&kappas[1]), "quadratic": one(&kappas[2]) })
}

fn of_table(request: &Request<'_>) -> Result<Value, Error> {
    let table = request.table;
    let width = table.columns.len();
    let cells =
        (0..table.rows()).flat_map(|row| table.columns.iter().map(move |column| column[row])).collect();
    let table = Matrix { width, cells };
    let mut shape = cohen_shape(&cohen_table(&table)?);
    shape["reading"] = readings_of_table(&table).iter().map(reading).collect();
    Ok(shape)
}

fn of_units(request: &Request<'_>) -> Result<Value, Error> {
    let wrong = Error::Option { name: "units", reason: "must be [{coder, start, end, category}, ...]" };
    let length = usize::try_from(count_option(request, "length", 0)?).unwrap_or(usize::MAX);
    let given = request.options.get("units").and_then(Value::as_array).ok_or_else(|| wrong.clone())?;
    let (mut coders, mut categories): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let place = |names: &mut Vec<String>, value: &Value| -> Option<usize> {
        let name = match value {
            Value::String(name) => name.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        Some(names.iter().position(|other| *other == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        }))
    };
    let mut units = Vec::new();
    for unit in given {
        let whole =
            |key: &str| unit.get(key).and_then(Value::as_u64).and_then(|value| usize::try_from(value).ok());
        let (Some(start), Some(end)) = (whole("start"), whole("end")) else { return Err(wrong) };
        let coder = place(&mut coders, &unit["coder"]).ok_or_else(|| wrong.clone())?;
        let category = place(&mut categories, &unit["category"]).ok_or_else(|| wrong.clone())?;
        units.push(Unit { coder, start, end, category });
    }
    let coders_asked = usize::try_from(count_option(request, "coders", 0)?).unwrap_or(0).max(coders.len());
    let alpha: Result<f64, Refusal> = unitizing(length, coders_asked, &units);
    let family = unitizing_family(length, coders_asked, &units)?;
    let mut shape = json!({ "alpha_u": number(alpha?), "coders": coders, "categories": categories });
    shape["family_2016"] = family_shape(&family, &categories);
    Ok(shape)
}

fn family_shape(family: &UnitizingFamily, names: &[String]) -> Value {
    let one = |found: &UnitAlpha| {
        json!({
            "alpha": number(found.alpha),
            "observed": number(found.observed),
            "expected": number(found.expected),
        })
    };
    let categories: Vec<Value> = family
        .categories
        .iter()
        .map(|category| {
            json!({
                "category": names.get(category.category),
                "presence": one(&category.presence),
                "ku_alpha": number(category.coding),
                "length": category.length,
                "coverage": number(category.coverage),
            })
        })
        .collect();
    json!({
        "presence": one(&family.presence),
        "u_alpha": family.whole.as_ref().map(one),
        "cu_alpha": family.coding.as_ref().map(one),
        "cu_coverage": number(family.coding_coverage),
        "categories": categories,
    })
}

fn reading(reading: &Reading) -> Value {
    match reading {
        Reading::OneCategoryOnly { category } => {
            json!({ "kind": "one_category_only", "category": number(*category) })
        }
        Reading::TooFewUnits { units } => json!({ "kind": "too_few_units", "units": units }),
        Reading::SkewedMargins { category, share, agreement } => json!({
            "kind": "skewed_margins",
            "category": number(*category),
            "share": number(*share),
            "agreement": number(*agreement),
        }),
        Reading::RareCategory { category, times } => {
            json!({ "kind": "rare_category", "category": number(*category), "times": times })
        }
        Reading::OneCoderDiffers { coder, own, others } => json!({
            "kind": "one_coder_differs",
            "coder": coder,
            "own": number(*own),
            "others": number(*others),
        }),
        Reading::NegativeValues { least } => {
            json!({ "kind": "negative_values", "least": number(*least) })
        }
        Reading::ConfusedPair { one, other, share } => json!({
            "kind": "confused_pair",
            "one": number(*one),
            "other": number(*other),
            "share": number(*share),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, METHODS, Request, Value};
    use crate::stats::Table;
    use crate::wire::stats::Input;
    use serde_json::json;

    fn ask(method: &str, columns: Vec<Vec<f64>>, options: &Value) -> Result<Value, Error> {
        let table = Table { names: (1..=columns.len()).map(|coder| format!("c{coder}")).collect(), columns };
        let request = Request {
            method,
            table: &table,
            more: &[],
            input: Input::Listwise,
            groups: None,
            model: None,
            options,
        };
        (METHODS.iter().find(|found| found.name == method).unwrap().compute)(&request)
    }

    #[test]
    fn negative_values_have_no_ratio_and_the_answer_says_so() {
        let columns = vec![vec![-1.0, 2.0, 3.0, 1.0], vec![1.0, 2.0, 3.0, -1.0]];
        let found = ask("agreement", columns, &json!({ "rounds": 5 })).unwrap();
        assert!(
            found["krippendorff_alpha"]["ratio"].is_null()
                && found["krippendorff_alpha"]["interval"].is_number()
        );
        let told = found["reading"].as_array().unwrap();
        assert!(told.iter().any(|reading| reading["kind"] == "negative_values" && reading["least"] == -1.0));
    }

    #[test]
    fn a_table_of_two_coders_tells_why_kappa_is_low() {
        let found =
            ask("agreement.cohen_table", vec![vec![90.0, 4.0], vec![5.0, 1.0]], &Value::Null).unwrap();
        assert_eq!(found["reading"][0]["kind"], "skewed_margins");
        assert_eq!(found["reading"][0]["category"], 1.0);
    }

    #[test]
    fn spans_with_two_codes_keep_their_presence() {
        let unit = |coder: &str, start: u32, end: u32, category: &str| json!({ "coder": coder, "start": start, "end": end, "category": category });
        let units = json!([unit("a", 0, 10, "x"), unit("a", 5, 8, "y"), unit("b", 0, 10, "x")]);
        let found = ask("agreement.unitizing", Vec::new(), &json!({ "length": 50, "units": units })).unwrap();
        let family = &found["family_2016"];
        assert!(family["u_alpha"].is_null() && family["presence"]["alpha"] == 1.0);
        assert_eq!(family["categories"][1]["category"], "y");
        assert!(family["categories"][1]["presence"]["alpha"].as_f64().unwrap() < 0.0);
    }
}
