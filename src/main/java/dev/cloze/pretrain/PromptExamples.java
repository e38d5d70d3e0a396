package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;

/**
 * What a prompt is pretrained on.
 *
 * @param train labelled examples, as many of each label
 * @param heldOut others to measure on
 */
record PromptExamples(ImmutableList<Example> train, ImmutableList<Example> heldOut) {}
