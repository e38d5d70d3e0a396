package dev.cloze.report;

import java.util.OptionalDouble;

/**
 * Where a pretraining stood at a step.
 *
 * @param step steps taken; 0 before the first
 * @param tokens tokens seen, repeated ones too
 * @param trainLoss the loss of the last steps, smoothed, in nats; absent before the first
 * @param heldOutLoss the mean cross-entropy of the hidden tokens of the held-out rows, in nats
 * @param accuracy the share of these that were named first, from 0 to 1
 * @param tokensPerSecond absent before the first step
 */
public record PretrainPoint(
    long step,
    long tokens,
    OptionalDouble trainLoss,
    double heldOutLoss,
    double accuracy,
    OptionalDouble tokensPerSecond) {}
