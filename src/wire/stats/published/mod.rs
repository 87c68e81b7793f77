//! The audit of printed figures. Figures are strings, since their decimals matter.

mod granularity;
mod model;
mod options;
mod reported;
mod summary;
mod table;

use crate::wire::stats::Method;

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "audit.granularity",
        summary: "can whole-number answers have these means and SDs? option cases: [{kind: grim | grimmer | debit | sd_bounds, x, sd, n, items, scale: [1, 5]}, ...]",
        compute: granularity::granularity,
    },
    Method {
        name: "audit.statcheck",
        summary: "does p follow from statistic and df? option cases: [{kind: t | F | chi2 | r | z, stat, df, reported_p}, ...], alpha",
        compute: reported::tests,
    },
    Method {
        name: "audit.text",
        summary: "test results in running text, each with p recomputed; option text, alpha",
        compute: reported::text,
    },
    Method {
        name: "audit.table",
        summary: "a table of one-sample t-tests; options mu, n_reported, scale, rows: [{item, mean, sd, t, p, n, status}, ...], sizes, bound, alpha, restore_zeros, loadings, reported_percent, fit, bartlett",
        compute: table::table,
    },
    Method {
        name: "audit.fit",
        summary: "do chi-square, df, n, chi-square/df, RMSEA and p agree? options chi2, df, chi2df, rmsea, p, n",
        compute: model::fit,
    },
    Method {
        name: "audit.loadings",
        summary: "loadings against the variance explained; options loadings: [{item, component, loading}, ...], reported_percent",
        compute: model::loadings,
    },
];
