package dev.cloze.sweep;

import dev.cloze.run.RunFile;

/** A cell and its run file, which names no folder. */
record PlannedCell(Cell cell, RunFile file) {}
