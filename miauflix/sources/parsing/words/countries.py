"""Countries that tell namesakes apart at the end of a title, against ISO 3166."""

COUNTRIES = {"US": "US", "USA": "US", "UK": "GB", "GB": "GB", "AU": "AU", "NZ": "NZ", "CA": "CA", "IE": "IE"}
