package dev.cloze.report;

/**
 * What was best on a dev set.
 *
 * @param row the method
 * @param draw which draw of examples
 * @param values what was taken
 * @param dev what it had on the dev set, from 0 to 1
 */
public record SweepChoice(String row, String draw, String values, double dev) {}
