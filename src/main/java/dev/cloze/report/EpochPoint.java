package dev.cloze.report;

import java.util.OptionalDouble;

/**
 * Where training stood after an epoch.
 *
 * @param epoch from 1
 * @param trainLoss the mean training loss over the epoch's examples, in nats
 * @param devLoss the loss on the development examples, where there are any
 * @param devAccuracy the accuracy on them, from 0 to 1, or the main figure of another output
 * @param rate the learning rate at the end of the epoch, where it is known
 */
public record EpochPoint(
    int epoch,
    double trainLoss,
    OptionalDouble devLoss,
    OptionalDouble devAccuracy,
    OptionalDouble rate) {}
