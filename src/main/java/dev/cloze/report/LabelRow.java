package dev.cloze.report;

import dev.cloze.train.ClassMetrics;

/** A label by its name and how well it is found. */
public record LabelRow(String name, ClassMetrics metrics) {}
