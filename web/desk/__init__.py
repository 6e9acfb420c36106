"""The desks of departments, issue window, archive and supervisors: one page for every act on a case."""
