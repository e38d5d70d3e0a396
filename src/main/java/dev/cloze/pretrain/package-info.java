/**
 * Pretraining on unlabelled text: from random weights, or on from a checkpoint.
 *
 * <p>Owns the corpus, its tokens packed into rows, what is hidden from the model and asked of it,
 * the loop with its checkpoints, what its page shows, and fresh models; and what a prompt alone is
 * pretrained on, with a training's own loop. May import {@code train} and {@code report}. To add
 * what a model is asked (span corruption, the next token): a {@link dev.cloze.pretrain.Objective},
 * chosen in {@link dev.cloze.pretrain.PretrainFile}. To add what a prompt is asked: a class that
 * draws labelled examples from a corpus, chosen by a {@link dev.cloze.pretrain.PromptTask.Kind}.
 */
package dev.cloze.pretrain;
