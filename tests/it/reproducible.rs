//! The same answers in another order, or computed by another number of threads, give the same figures to the last bit.

use baft::stats::{Groups, Table};
use baft::wire::stats::{Input, Request, methods, run};
use serde_json::{Value, json};

const ROWS: usize = 210;

/// Two factors of twelve items with shares that no binary fraction holds; every third value of the last two is missing when
/// gaps are wanted.
fn table(whole_numbers: bool, gaps: bool) -> Table {
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 40).unwrap_or(0)) / f64::from(1_u32 << 24)
    };
    let factors: Vec<[f64; 2]> = (0..ROWS).map(|_| [next(), next()]).collect();
    let columns = (0..12)
        .map(|item| {
            let column = factors.iter().enumerate().map(|(row, factor)| {
                let value = factor[item / 6] * 0.7 + factor[0] * 0.1 + next() * 0.6;
                match gaps && item > 9 && (row + item) % 3 == 0 {
                    true => f64::NAN,
                    false if whole_numbers => (value * 4.0).floor().clamp(0.0, 4.0) + 1.0,
                    false => value / 3.0,
                }
            });
            column.collect()
        })
        .collect();
    Table { names: (1..=12).map(|item| format!("x{item}")).collect(), columns }
}

fn reordered(table: &Table, order: &[usize]) -> Table {
    let columns = table.columns.iter().map(|column| order.iter().map(|row| column[*row]).collect()).collect();
    Table { names: table.names.clone(), columns }
}

const MODEL: &str = "A =~ x1 + x2 + x3 + x4 + x5 + x6\nB =~ x7 + x8 + x9 + x10 + x11 + x12";

/// Results that belong to rows and so move with them.
fn drop_rows(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, _| !key.ends_with("first10") && key != "mahalanobis_d2");
            map.values_mut().for_each(drop_rows);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_rows),
        _ => {}
    }
}

/// The first place in which two answers differ.
fn difference(path: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            one.iter().find_map(|(key, value)| difference(&format!("{path}.{key}"), value, &other[key]))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(at, (one, other))| difference(&format!("{path}[{at}]"), one, other))
        }
        // Two numbers are the same when every digit that is written is the same; 0 and −0 are not.
        _ => {
            let (one, other) = (one.to_string(), other.to_string());
            (one != other).then(|| format!("{path}: {one} and {other}"))
        }
    }
}

/// Methods that need rows, with the options they are asked with.
fn questions() -> Vec<(&'static str, Value)> {
    let blocks = json!({"A": ["x1", "x2", "x3"], "B": ["x4", "x5", "x6"], "C": ["x7", "x8", "x9"]});
    vec![
        ("descriptives", json!({})),
        ("ttest.one_sample", json!({"mu": 0.3})),
        ("normality", json!({})),
        ("normality.mardia", json!({})),
        ("correlation", json!({})),
        ("missing.patterns", json!({})),
        ("reliability.alpha", json!({})),
        ("reliability.omega_hierarchical", json!({"nfactors": 3})),
        ("reliability.omega_one_factor", json!({})),
        ("validity.construct", json!({})),
        ("efa.adequacy", json!({})),
        ("efa.principal_components", json!({"nfactors": 2})),
        ("efa.parallel_analysis", json!({"iterations": 20, "seed": 3})),
        ("efa.principal_axis", json!({"nfactors": 2})),
        ("efa.minres", json!({"nfactors": 2})),
        ("efa.ml", json!({"nfactors": 2})),
        ("polychoric", json!({})),
        ("sem.ml", json!({})),
        ("sem.mlm", json!({})),
        ("sem.mlr", json!({})),
        ("sem.uls", json!({})),
        ("sem.fiml", json!({})),
        ("sem.fiml", json!({"estimator": "MLR"})),
        ("sem.multigroup", json!({"group.equal": ["loadings"]})),
        ("sem.dwls", json!({})),
        ("sem.wlsmv", json!({})),
        ("sem.ulsmv", json!({})),
        ("pls", json!({"blocks": blocks, "paths": [["A", "B"], ["B", "C"]]})),
        ("wilcoxon.one_sample", json!({"mu": 0.3})),
        ("friedman", json!({"components": {"A": ["x1", "x2"], "B": ["x3", "x4"], "C": ["x7", "x8"]}})),
        ("agreement", json!({"rounds": 0})),
    ]
}

fn needs_categories(method: &str) -> bool {
    ["polychoric", "sem.dwls", "sem.wlsmv", "sem.ulsmv", "agreement"].contains(&method)
}

fn answer(method: &str, options: &Value, table: &Table, order: &[usize]) -> Value {
    let groups = Groups {
        names: vec!["one".to_owned(), "two".to_owned()],
        of_row: order.iter().map(|row| Some(row % 2)).collect(),
    };
    let request = Request {
        method,
        table: &reordered(table, order),
        more: &[],
        input: Input::Listwise,
        groups: (method == "sem.multigroup").then_some(&groups),
        model: (method.starts_with("sem.") || method == "validity.construct").then_some(MODEL),
        options,
    };
    run(&request).unwrap_or_else(|error| panic!("{method}: {error}"))
}

fn orders() -> [Vec<usize>; 3] {
    [(0..ROWS).collect(), (0..ROWS).rev().collect(), (0..ROWS).map(|row| row * 11 % ROWS).collect()]
}

#[test]
fn the_order_of_rows_changes_no_bit() {
    let mut wrong = Vec::new();
    for (method, options) in questions() {
        let data = table(needs_categories(method), ["missing.patterns", "sem.fiml"].contains(&method));
        let [straight, turned, mixed] = orders();
        let mut first = answer(method, &options, &data, &straight);
        drop_rows(&mut first);
        for order in [turned, mixed] {
            let mut other = answer(method, &options, &data, &order);
            drop_rows(&mut other);
            wrong.extend(difference(method, &first, &other));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    let random = [
        ("sem.bootstrap", json!({"rounds": 12, "seed": 5})),
        ("agreement", json!({"rounds": 40, "seed": 5})),
        (
            "pls",
            json!({"blocks": {"A": ["x1", "x2", "x3"], "B": ["x4", "x5", "x6"]}, "paths": [["A", "B"]],
                   "bootstrap": {"rounds": 50, "seed": 5}}),
        ),
    ];
    let [straight, ..] = orders();
    for (method, options) in questions().into_iter().chain(random) {
        let data = table(needs_categories(method), ["missing.patterns", "sem.fiml"].contains(&method));
        let with = |threads: usize| {
            let pool =
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
            pool.install(|| answer(method, &options, &data, &straight))
        };
        let (one, three) = (with(1), with(3));
        assert_eq!(difference(method, &one, &three), None);
    }
}

#[test]
fn every_method_over_rows_is_among_those_that_are_tried() {
    // Methods that take figures from their options, not rows of answers, or whose result is the order itself.
    let without_rows = [
        "validity.cvr",
        "validity.cvr_critical",
        "validity.cvi",
        "agreement.cohen_table",
        "agreement.unitizing",
        "sem.compare",
        "sem.invariance",
        "sem.bootstrap",
        "ipa",
        "ism",
        "fuzzy_delphi",
        "sample_size",
        "distributions",
    ];
    let tried: Vec<&str> = questions().iter().map(|question| question.0).collect();
    for method in methods() {
        let known = tried.contains(&method.name)
            || without_rows.contains(&method.name)
            || method.name.starts_with("audit.");
        assert!(known, "{} is not tried", method.name);
    }
}
