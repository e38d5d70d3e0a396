/**
 * Pretraining on unlabelled text: from random weights, or on from a checkpoint.
 *
 * <p>Owns the corpus, its tokens packed into rows, what is hidden from the model and asked of it,
 * the loop with its checkpoints, what its page shows, and fresh models. May import {@code train}
 * and {@code report}. To add what a model is asked (span corruption, the next token): a {@link
 * dev.cloze.pretrain.Objective}, chosen in {@link dev.cloze.pretrain.PretrainFile}.
 */
package dev.cloze.pretrain;
