/**
 * Pretrained language models: one file an architecture, with its head; and sentence vectors, from
 * those of them that are encoders.
 *
 * <p>May import {@code nn}, {@code weights}, {@code tensor}, {@code tokenize} and {@code hub}. To
 * add an architecture: a file that implements {@link dev.cloze.plm.Architecture}, a row in {@link
 * dev.cloze.plm.Architectures}, and a folder of recorded outputs that {@code cloze verify} agrees
 * with. It says where its sites are; every delta then works on it.
 */
package dev.cloze.plm;
