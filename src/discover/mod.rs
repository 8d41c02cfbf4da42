//! Which files are editions of one article.
