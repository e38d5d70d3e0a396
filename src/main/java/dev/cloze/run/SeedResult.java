package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Evaluation;
import java.util.Optional;

/**
 * What came out of one seed.
 *
 * @param trained how many examples were trained on
 * @param epochs the epochs that were run; none where nothing was trained
 * @param chosen the epoch whose weights were taken, from 1; 0 where nothing was trained
 * @param evaluation how the predictions compare with the right labels
 * @param forgetting what tuning made the model forget, where that was to be measured
 */
public record SeedResult(
    long seed,
    int trained,
    ImmutableList<EpochResult> epochs,
    int chosen,
    Evaluation evaluation,
    Optional<Forgetting> forgetting) {}
