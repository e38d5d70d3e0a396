package dev.cloze.report;

/** A place in a drawing or a pair of numbers that has one. */
record Point(double x, double y) {}
