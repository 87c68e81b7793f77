//! How well a model fits: the test of exact fit and the indices that journals ask for.
//!
//! Names are lavaan's. With X², df of the model and X²₀, df₀ of the independence model: CFI (Bentler 1990), TLI = NNFI
//! (Tucker & Lewis 1973), NFI (Bentler & Bonett 1980), RFI (Bollen 1986), IFI (Bollen 1989), RNI (McDonald & Marsh 1990),
//! PNFI (James, Mulaik & Brett 1982), RMSEA with interval and tests of close and not-close fit (Steiger & Lind 1980; Browne
//! & Cudeck 1993; MacCallum, Browne & Sugawara 1996), MFI (McDonald 1989), CN (Hoelter 1983), ECVI (Browne & Cudeck 1993),
//! AIC (Akaike 1974), BIC (Schwarz 1978) and its small-sample form (Sclove 1987). `.scaled` puts the corrected statistic into
//! the formula; `.robust` estimates what the index would be with normal answers (Brosseau-Liard & Savalei 2014; Savalei 2018).

use crate::stats::distribution::{
    chi_square_quantile, chi_square_upper, noncentral_chi_square_lower, noncentral_chi_square_noncentrality,
    noncentral_chi_square_upper,
};

/// How a statistic was corrected.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scaling {
    /// The corrected statistic.
    pub statistic: f64,
    /// What it was divided by.
    pub factor: f64,
    /// What was added afterwards (0 but for mean- and variance-adjusted statistics).
    pub shift: f64,
    /// Sum of the weights of the χ² variables that the statistic is a sum of: factor times df for a mean correction.
    pub trace: f64,
}

/// What `.robust` indices rest on: a likelihood discrepancy with its own correction.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Robust {
    /// The statistic.
    pub statistic: f64,
    /// Its correction.
    pub factor: f64,
}

/// A χ² test of a model.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Test {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub degrees: f64,
    /// Its p value; NaN when the statistic has no χ² distribution (least squares without correction).
    pub p: f64,
    /// The corrected statistic, if one was asked for.
    pub scaling: Option<Scaling>,
    /// Basis of robust indices.
    pub robust: Option<Robust>,
}

/// Indices by lavaan's names, in order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Measures {
    /// Name and value; NaN where an index is not defined.
    pub values: Vec<(&'static str, f64)>,
}

impl Measures {
    /// The index of a name.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.values.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }

    pub(super) fn push(&mut self, name: &'static str, value: f64) {
        self.values.push((name, value));
    }
}

/// Names of the incremental indices, for the three kinds.
struct Incremental {
    cfi: &'static str,
    tli: &'static str,
    nnfi: &'static str,
    rni: &'static str,
    others: Option<[&'static str; 4]>,
}

const PLAIN: Incremental = Incremental {
    cfi: "cfi",
    tli: "tli",
    nnfi: "nnfi",
    rni: "rni",
    others: Some(["nfi", "rfi", "pnfi", "ifi"]),
};
const SCALED: Incremental = Incremental {
    cfi: "cfi.scaled",
    tli: "tli.scaled",
    nnfi: "nnfi.scaled",
    rni: "rni.scaled",
    others: Some(["nfi.scaled", "rfi.scaled", "pnfi.scaled", "ifi.scaled"]),
};
const ROBUST: Incremental = Incremental {
    cfi: "cfi.robust",
    tli: "tli.robust",
    nnfi: "nnfi.robust",
    rni: "rni.robust",
    others: None,
};

/// χ² and its degrees of freedom, with the expected value of χ² under exact fit.
#[derive(Clone, Copy)]
struct Statistic {
    value: f64,
    degrees: f64,
    expected: f64,
}

impl Test {
    fn plain(&self) -> Statistic {
        Statistic { value: self.statistic, degrees: self.degrees, expected: self.degrees }
    }

    fn scaled(&self) -> Option<Statistic> {
        let scaling = self.scaling?;
        Some(Statistic { value: scaling.statistic, degrees: self.degrees, expected: self.degrees })
    }

    fn robust(&self) -> Option<Statistic> {
        let robust = self.robust?;
        let expected = robust.factor * self.degrees;
        Some(Statistic { value: robust.statistic, degrees: self.degrees, expected })
    }
}

fn incremental(found: &mut Measures, names: &Incremental, model: Statistic, base: Statistic) {
    let (excess, most) = (model.value - model.expected, base.value - base.expected);
    let worst = excess.max(most).max(0.0);
    let better = excess.max(0.0);
    found.push(names.cfi, if worst > 0.0 { 1.0 - better / worst } else { 1.0 });
    let tli = if model.degrees > 0.0 && most.abs() > 0.0 {
        1.0 - (excess * base.degrees) / (most * model.degrees)
    } else {
        1.0
    };
    found.push(names.tli, tli);
    found.push(names.nnfi, tli);
    found.push(names.rni, if most.abs() > 0.0 { 1.0 - excess / most } else { f64::NAN });
    if let Some([nfi, rfi, pnfi, ifi]) = names.others {
        let normed = (base.value - model.value) / base.value;
        found.push(nfi, normed);
        let (ratio, base_ratio) = (model.value / model.degrees, base.value / base.degrees);
        found.push(rfi, if model.degrees > 0.0 { (base_ratio - ratio) / base_ratio } else { 1.0 });
        found.push(pnfi, model.degrees / base.degrees * normed);
        found.push(ifi, (base.value - model.value) / (base.value - model.degrees));
    }
}

/// Names of the RMSEA family, for the three kinds.
const CLOSENESS: [[&str; 5]; 3] = [
    ["rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "rmsea.pvalue", "rmsea.notclose.pvalue"],
    [
        "rmsea.scaled",
        "rmsea.ci.lower.scaled",
        "rmsea.ci.upper.scaled",
        "rmsea.pvalue.scaled",
        "rmsea.notclose.pvalue.scaled",
    ],
    [
        "rmsea.robust",
        "rmsea.ci.lower.robust",
        "rmsea.ci.upper.robust",
        "rmsea.pvalue.robust",
        "rmsea.notclose.pvalue.robust",
    ],
];

/// RMSEA values that count as close and as not close.
const CLOSE: f64 = 0.05;
const NOT_CLOSE: f64 = 0.08;

/// What RMSEA and its interval are computed from: χ² with noncentrality on `degrees`, that of the index itself on
/// `per`, and what noncentrality is multiplied with.
#[derive(Clone, Copy)]
struct Closeness {
    statistic: f64,
    degrees: f64,
    per: f64,
    factor: f64,
}

fn closeness(found: &mut Measures, names: [&'static str; 5], at: Closeness, n: f64, groups: f64) {
    let Closeness { statistic, degrees, per, factor } = at;
    if per <= 0.0 {
        for name in names {
            found.push(name, if name.contains("pvalue") { f64::NAN } else { 0.0 });
        }
        return;
    }
    let rmsea = |noncentrality: f64| (factor * noncentrality.max(0.0) / (n * per) * groups).sqrt();
    found.push(names[0], rmsea(statistic - degrees));
    found.push(names[1], rmsea(noncentral_chi_square_noncentrality(statistic, degrees, 0.95)));
    found.push(names[2], rmsea(noncentral_chi_square_noncentrality(statistic, degrees, 0.05)));
    let at = |limit: f64| limit * limit * n * per / (groups * factor);
    found.push(names[3], noncentral_chi_square_upper(statistic, degrees, at(CLOSE)));
    found.push(names[4], noncentral_chi_square_lower(statistic, degrees, at(NOT_CLOSE)));
}

/// All indices that follow from the tests of a model and of the independence model.
///
/// `n` is what the statistic is divided by for one row's share of misfit: the rows, or one less where the estimator's
/// statistic counts so.
pub(super) fn from_tests(model: &Test, base: &Test, n: f64, groups: f64) -> Measures {
    let mut found = Measures::default();
    for (test, names) in [
        (
            model,
            ["chisq", "df", "pvalue", "chisq.scaled", "df.scaled", "pvalue.scaled", "chisq.scaling.factor"],
        ),
        (
            base,
            [
                "baseline.chisq",
                "baseline.df",
                "baseline.pvalue",
                "baseline.chisq.scaled",
                "baseline.df.scaled",
                "baseline.pvalue.scaled",
                "baseline.chisq.scaling.factor",
            ],
        ),
    ] {
        found.push(names[0], test.statistic);
        found.push(names[1], test.degrees);
        found.push(names[2], test.p);
        if let Some(scaling) = test.scaling {
            found.push(names[3], scaling.statistic);
            found.push(names[4], test.degrees);
            found.push(names[5], upper(scaling.statistic, test.degrees));
            found.push(names[6], scaling.factor);
        }
    }
    incremental(&mut found, &PLAIN, model.plain(), base.plain());
    if let (Some(model), Some(base)) = (model.scaled(), base.scaled()) {
        incremental(&mut found, &SCALED, model, base);
    }
    match (model.robust(), base.robust()) {
        (Some(model), Some(base)) => incremental(&mut found, &ROBUST, model, base),
        _ if model.scaling.is_some() => {
            for name in [ROBUST.cfi, ROBUST.tli, ROBUST.nnfi, ROBUST.rni] {
                found.push(name, f64::NAN);
            }
        }
        _ => {}
    }
    let (x, df) = (model.statistic, model.degrees);
    closeness(
        &mut found,
        CLOSENESS[0],
        Closeness { statistic: x, degrees: df, per: df, factor: 1.0 },
        n,
        groups,
    );
    found.push("rmsea.ci.level", 0.9);
    found.push("rmsea.close.h0", CLOSE);
    found.push("rmsea.notclose.h0", NOT_CLOSE);
    if let Some(scaling) = model.scaling {
        // A mean correction leaves the statistic and compares it with its own expectation; a shifted one is a χ² itself.
        let at = if scaling.shift.abs() > 0.0 {
            Closeness { statistic: scaling.statistic, degrees: df, per: df, factor: 1.0 }
        } else {
            Closeness { statistic: x, degrees: scaling.trace, per: scaling.trace, factor: 1.0 }
        };
        closeness(&mut found, CLOSENESS[1], at, n, groups);
    }
    if let Some(robust) = model.robust {
        let statistic = robust.statistic / robust.factor;
        let at = Closeness { statistic, degrees: df, per: df, factor: robust.factor };
        closeness(&mut found, CLOSENESS[2], at, n, groups);
    } else if model.scaling.is_some() {
        for name in CLOSENESS[2] {
            found.push(name, f64::NAN);
        }
    }
    found.push("mfi", (-0.5 * (x - df) / n).exp());
    for (name, level) in [("cn_05", 0.95), ("cn_01", 0.99)] {
        let critical = if df > 0.0 { chi_square_quantile(level, df) } else { f64::NAN };
        found.push(name, critical * n / x + 1.0);
    }
    found
}

/// Upper tail of χ²; 1 for a model without degrees of freedom.
pub(super) fn upper(statistic: f64, degrees: f64) -> f64 {
    if degrees > 0.0 { chi_square_upper(statistic.max(0.0), degrees) } else { f64::NAN }
}
