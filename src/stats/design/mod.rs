//! How many respondents, which priorities, what drives what?
