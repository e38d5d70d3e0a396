package dev.cloze.pipeline;

/**
 * What one stage of a recipe took.
 *
 * @param name such as {@code generation 1: soft labels}
 * @param seconds what the process that ended it spent on it
 * @param peakMegabytes the most memory that this process had held by then; 0 where the operating
 *     system does not say
 */
public record Stage(String name, double seconds, long peakMegabytes) {}
