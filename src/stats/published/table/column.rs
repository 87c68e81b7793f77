//! The columns of a table of one-sample t-tests and their headings.

use crate::stats::published::decimal::is_unseen;

/// A column of a table of one-sample t-tests.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Column {
    /// Name of the item.
    Item,
    /// Mean.
    Mean,
    /// Standard deviation.
    Deviation,
    /// t.
    T,
    /// p of t.
    P,
    /// The row's own n.
    N,
    /// Degrees of freedom, n − 1.
    Degrees,
    /// Favourable or not.
    Status,
}

impl Column {
    /// The columns that all checks need together; without one of them the checks that use it are left out.
    pub const NEEDED: [Self; 5] = [Self::Item, Self::Mean, Self::Deviation, Self::T, Self::P];

    /// The column that a heading names, in Persian or English; case, spaces and signs do not count.
    pub fn of_heading(heading: &str) -> Option<Self> {
        Some(match squeezed(heading).as_str() {
            "item" | "items" | "factor" | "factors" | "code" | "variable" | "question" | "name" | "گویه"
            | "عامل" | "عوامل" | "سوال" | "سؤال" | "متغیر" | "شاخص" | "کد" | "مولفه" | "مؤلفه" => {
                Self::Item
            }
            "mean" | "m" | "average" | "avg" | "میانگین" => Self::Mean,
            "sd"
            | "s"
            | "std"
            | "stdev"
            | "stddev"
            | "stddeviation"
            | "standarddeviation"
            | "انحرافمعیار"
            | "انحرافاستاندارد" => Self::Deviation,
            "t" | "tvalue" | "tstatistic" | "tstat" | "tتست" | "آمارهt" | "مقدارt" | "tآماره" | "تی"
            | "آمارهتی" | "مقدارتی" => Self::T,
            "p"
            | "pvalue"
            | "sig"
            | "sig2tailed"
            | "significance"
            | "سطحمعناداری"
            | "معناداری"
            | "سطحمعنیداری"
            | "معنیداری"
            | "مقدارp"
            | "مقداراحتمال"
            | "سطحمعنادارى" => Self::P,
            "n" | "size" | "samplesize" | "count" | "تعداد" | "حجمنمونه" => Self::N,
            "df" | "degreesoffreedom" | "درجهآزادی" | "درجاتآزادی" => Self::Degrees,
            "status" | "verdict" | "وضعیت" | "نتیجه" => Self::Status,
            _ => return None,
        })
    }

    /// Its short name: `item`, `mean`, `sd`, `t`, `p`, `n`, `df`, `status`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Mean => "mean",
            Self::Deviation => "sd",
            Self::T => "t",
            Self::P => "p",
            Self::N => "n",
            Self::Degrees => "df",
            Self::Status => "status",
        }
    }
}

/// Letters and digits of a heading in lower case, with the Persian forms of letters.
pub(super) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|character| !is_unseen(*character) && (character.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            'ة' | 'ۀ' => 'ه',
            other => other,
        })
        .collect()
}
