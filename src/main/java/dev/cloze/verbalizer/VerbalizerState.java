package dev.cloze.verbalizer;

import java.util.Optional;

/**
 * What of a verbalizer is no tensor and yet was found from examples: stored beside what was
 * trained, so that the same verbalizer can be made again without them.
 *
 * @param words the words that labels have, and how they were chosen
 * @param calibration what is taken off, where it was calibrated
 */
public record VerbalizerState(ChosenWords words, Optional<Calibration> calibration) {}
