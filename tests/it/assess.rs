//! The battery over a study, against the same figures computed from the table alone.

use crate::program::Workspace;
use serde_json::Value;

fn close(one: &Value, other: &Value) {
    let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
    assert!((one - other).abs() <= 1e-12 * (1.0 + other.abs()), "{one} and {other}");
}

#[test]
fn the_battery_says_what_the_methods_say() {
    let workspace = Workspace::new();
    workspace.ok(&["demo", "d"]);
    let found = workspace.json(&["assess", "d/sample.baft"]);
    let stats = |method: &str, params: &str| {
        let columns = (1..=42).map(|number| format!("R{number}")).collect::<Vec<_>>().join(",");
        workspace.json(&["stats", method, "d/tables/answers.csv", "--columns", &columns, "--params", params])
    };
    let alpha = stats("reliability.alpha", "{}");
    close(&found["reliability"][0]["alpha"], &alpha["alpha"]);
    let adequacy = stats("efa.adequacy", "{}");
    close(&found["adequacy"]["kmo"], &adequacy["kmo"]);
    close(&found["adequacy"]["bartlett"], &adequacy["bartlett_chisq"]);
    let tests = stats("ttest.one_sample", "{\"mu\": 3}");
    assert_eq!(found["tests"].as_array().unwrap().len(), 42);
    for test in found["tests"].as_array().unwrap() {
        let item = test["item"].as_str().unwrap();
        close(&test["t"], &tests["tests"][item]["t"]);
        close(&test["p_holm"], &tests["p_adjusted"]["holm"][item]);
        let (mean, significant) = (test["mean"].as_f64().unwrap(), test["p_holm"].as_f64().unwrap() < 0.05);
        let verdict = match (significant, mean > 3.0) {
            (true, true) => "favourable",
            (true, false) => "unfavourable",
            (false, _) => "undetermined",
        };
        assert_eq!(test["verdict"], verdict, "{item}");
    }
    let model = |kind: &str| workspace.json(&["stats", "sem.mlr", "d/sample.baft", "--codebook", kind]);
    let fit = model("components");
    let index = |name: &str, key: &str| {
        let indices = found["measurement"]["indices"].as_array().unwrap();
        indices.iter().find(|index| index["name"] == name).unwrap()[key].clone()
    };
    close(&found["measurement"]["chi_square_robust"], &fit["fit"]["chisq.scaled"]);
    close(&index("CFI", "reported"), &fit["fit"]["cfi.robust"]);
    close(&index("RMSEA", "robust"), &fit["fit"]["rmsea.robust"]);
    close(&index("SRMR", "reported"), &fit["fit"]["srmr"]);
    assert_eq!(index("NFI", "kept"), false, "below .90");
    let validity =
        workspace.json(&["stats", "validity.construct", "d/sample.baft", "--codebook", "components"]);
    for construct in found["measurement"]["constructs"].as_array().unwrap() {
        let same = &validity["constructs"][construct["construct"].as_str().unwrap()];
        close(&construct["average_variance_extracted"], &same["ave"]);
        close(&construct["composite_reliability"], &same["cr"]);
    }
    close(&found["measurement"]["htmt"][1][0], &validity["htmt"]["values"][1][0]);
    let second = workspace.json(&["assess", "d/sample.baft", "--model", "second-order"]);
    close(&second["measurement"]["chi_square"], &model("second-order")["fit"]["chisq"]);
    assert_eq!(second["measurement"]["constructs"].as_array().unwrap().len(), 0);
    let components = stats("efa.principal_components", "{\"nfactors\": 4}");
    let sums = &components["rotations"]["varimax"]["ss_loadings"];
    for (axis, component) in found["components"]["components"].as_array().unwrap().iter().enumerate() {
        close(&component["sum_of_squares"], &sums[axis]);
    }
}

#[test]
fn what_cannot_be_computed_is_said_and_the_rest_is_computed() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["instrument", "s.baft", "generate"]);
    workspace.ok(&["instrument", "s.baft", "freeze"]);
    workspace.write("a.csv", b"respondent,R1,R2\n1,3,4\n2,3,5\n3,3,2\n4,3,3\n");
    workspace.ok(&["responses", "s.baft", "import", "a.csv"]);
    let found = workspace.json(&["assess", "s.baft"]);
    assert_eq!(found["tests"].as_array().unwrap().len(), 1);
    assert_eq!(found["untested"][0]["factor"], "R1");
    assert!(found["components"]["refused"].as_str().unwrap().contains("R1"));
    assert!(workspace.ok(&["assess", "s.baft"]).contains("everybody gave the same answer to R1"));
}

#[test]
fn answers_are_needed_first() {
    let workspace = Workspace::with_coded_study();
    workspace.fails(4, &["assess", "s.baft"]);
}
