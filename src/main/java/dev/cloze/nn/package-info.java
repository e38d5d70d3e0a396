/**
 * The parts that language models are built of, and the sites where deltas act on them.
 *
 * <p>May import {@code weights} and {@code tensor}. A part has two ways to compute: one fused
 * kernel where no site of it is bound, and steps that compute the same and call what is bound. A
 * contract test holds the two together.
 *
 * <p>To add a part: its sites, its fused kernel in {@code tensor}, its steps, and a row in the
 * contract test. To add a kind of site: a record in {@link dev.cloze.nn.Site}, an interface in
 * {@link dev.cloze.nn.Intervention}, a line in {@link dev.cloze.nn.Plan}.
 */
package dev.cloze.nn;
