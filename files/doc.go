// Package files keeps what people hand in as evidence 佐证材料: it looks at
// what a file is, takes out of pictures what they tell beside the picture, and
// keeps the content under its own hash. It knows nothing of HTTP, SQL or
// goals: who may hand in or see a file is judged elsewhere.
package files
