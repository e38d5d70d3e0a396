package dev.cloze.pretrain;

import java.nio.file.Path;

/**
 * What came of a pretraining.
 *
 * @param isDone whether all steps were taken, or it stopped to be resumed
 * @param last the last measurement
 * @param seconds how long it took in this process
 * @param model the folder of the model
 */
public record PretrainResult(boolean isDone, Measurement last, double seconds, Path model) {}
