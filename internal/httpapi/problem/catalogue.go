package problem

import "net/http"

// The codes of the service.
const (
	UnknownParameter  Code = "unknown-parameter"
	RepeatedParameter Code = "repeated-parameter"
	MissingParameter  Code = "missing-parameter"
	InvalidParameter  Code = "invalid-parameter"
	OutOfRange        Code = "out-of-range"
	InvalidQuery      Code = "invalid-query"
	InvalidPath       Code = "invalid-path"
	InvalidFilter     Code = "invalid-filter"
	LayerLacks        Code = "layer-lacks-property"
	TooLong           Code = "uri-too-long"
	BodyTooLarge      Code = "body-too-large"
	NotFound          Code = "not-found"
	UnknownCity       Code = "unknown-city"
	UnknownWard       Code = "unknown-ward"
	UnknownZone       Code = "unknown-zone"
	UnknownFacility   Code = "unknown-facility"
	UnknownLayer      Code = "unknown-layer"
	UnknownCollection Code = "unknown-collection"
	UnknownFeature    Code = "unknown-feature"
	InvalidCursor     Code = "invalid-cursor"
	TileOutside       Code = "tile-out-of-range"
	OutsideCity       Code = "outside-city"
	MethodNotAllowed  Code = "method-not-allowed"
	NotAcceptable     Code = "not-acceptable"
	Forbidden         Code = "forbidden"
	CrossOrigin       Code = "cross-origin"
	InvalidReport     Code = "invalid-report"
	TooManyReports    Code = "too-many-reports"
	Timeout           Code = "timeout"
	NotReady          Code = "not-ready"
	InternalError     Code = "internal-error"
)

// Codes lists every code, for tests and for the API document.
func Codes() []Code {
	return []Code{
		UnknownParameter, RepeatedParameter, MissingParameter, InvalidParameter, OutOfRange, InvalidQuery, InvalidPath, InvalidFilter, LayerLacks, TooLong,
		BodyTooLarge, NotFound, UnknownCity, UnknownWard, UnknownZone, UnknownFacility, UnknownLayer, UnknownCollection, UnknownFeature, InvalidCursor, TileOutside, OutsideCity,
		MethodNotAllowed, NotAcceptable, Forbidden, CrossOrigin, InvalidReport, TooManyReports, Timeout, NotReady, InternalError,
	}
}

type entry struct {
	status             int
	titleHi, titleEn   string
	detailHi, detailEn string // both take the same arguments in the same order
}

// lookup is the one table from codes to status and words.
func lookup(code Code) entry {
	switch code {
	case UnknownParameter:
		return entry{http.StatusBadRequest, "अनजान पैरामीटर", "Unknown parameter",
			"पैरामीटर “%s” इस पते पर नहीं चलता; मान्य पैरामीटर: %s।", "The parameter “%s” is not known here; known parameters: %s."}
	case RepeatedParameter:
		return entry{http.StatusBadRequest, "पैरामीटर दोहराया गया", "Repeated parameter",
			"पैरामीटर “%s” एक ही बार दें।", "Give the parameter “%s” only once."}
	case MissingParameter:
		return entry{http.StatusBadRequest, "पैरामीटर नहीं मिला", "Missing parameter",
			"पैरामीटर “%s” ज़रूरी है।", "The parameter “%s” is required."}
	case InvalidParameter:
		return entry{http.StatusBadRequest, "पैरामीटर ग़लत है", "Invalid parameter",
			"पैरामीटर “%s” का मान समझ में नहीं आया; अपेक्षित: %s", "The value of “%s” was not understood; expected: %s"}
	case OutOfRange:
		return entry{http.StatusBadRequest, "मान सीमा से बाहर", "Value out of range",
			"पैरामीटर “%s” %v और %v के बीच होना चाहिए।", "The parameter “%s” must be between %v and %v."}
	case InvalidQuery:
		return entry{http.StatusBadRequest, "पते का प्रश्न-भाग ग़लत है", "Invalid query",
			"“?” के बाद का भाग पढ़ा नहीं जा सका; UTF-8 और %%-कूट जाँचें।", "The part after “?” could not be read; check UTF-8 and percent-encoding."}
	case InvalidPath:
		return entry{http.StatusBadRequest, "पता ग़लत है", "Invalid path",
			"पते का “%s” भाग समझ में नहीं आया; अपेक्षित: %s", "The path segment “%s” was not understood; expected: %s"}
	case InvalidFilter:
		return entry{http.StatusBadRequest, "फ़िल्टर ग़लत है", "Invalid filter",
			"फ़िल्टर वर्ण %d पर समझ में नहीं आया: %s", "The filter was not understood at character %d: %s"}
	case LayerLacks:
		return entry{http.StatusBadRequest, "परत में यह गुण नहीं", "Layer lacks the property",
			"“%s” परत में “%s” गुण नहीं है; फ़िल्टर के सब गुण हर माँगी गई परत में होने चाहिए।", "The layer “%s” has no property “%s”; every layer asked for must have all properties of the filter."}
	case InvalidCursor:
		return entry{http.StatusBadRequest, "पृष्ठ-चिह्न ग़लत है", "Invalid cursor",
			"“%s” इस संग्रह का पृष्ठ-चिह्न नहीं है; पहले पृष्ठ से फिर शुरू करें।", "“%s” is no cursor of this collection; start again from the first page."}
	case TooLong:
		return entry{http.StatusRequestURITooLong, "पता बहुत लंबा है", "Address too long",
			"पता %d बाइट से छोटा होना चाहिए।", "The address must be shorter than %d bytes."}
	case BodyTooLarge:
		return entry{http.StatusRequestEntityTooLarge, "अनुरोध बहुत बड़ा है", "Request too large",
			"अनुरोध %d बाइट से छोटा होना चाहिए।", "The request must be smaller than %d bytes."}
	case MethodNotAllowed:
		return entry{http.StatusMethodNotAllowed, "यह विधि मान्य नहीं", "Method not allowed",
			"इस पते पर केवल GET और HEAD चलते हैं।", "This address answers GET and HEAD only."}
	case NotAcceptable:
		return entry{http.StatusNotAcceptable, "यह रूप उपलब्ध नहीं", "Not acceptable",
			"माँगा गया संपीड़न उपलब्ध नहीं; identity, gzip या zstd माँगें।", "No such encoding; ask for identity, gzip or zstd."}
	case Forbidden:
		return entry{http.StatusForbidden, "अनुमति नहीं", "Forbidden",
			"यह पता केवल इसी मशीन से खुलता है।", "This address is open to this machine only."}
	case CrossOrigin:
		return entry{http.StatusForbidden, "दूसरी साइट से भेजा गया", "Sent from another site",
			"यह फ़ॉर्म केवल इसी सेवा के पन्ने से भेजा जा सकता है।", "This form can be sent from this service's own pages only."}
	case InvalidReport:
		return entry{http.StatusUnprocessableEntity, "सूचना समझ में नहीं आई", "The report was not understood",
			"केंद्र की संख्या (f), कारण (reason: %s) और अधिक से अधिक %d अक्षरों की टिप्पणी (note) भेजें।",
			"Send the facility's number (f), a reason (one of: %s) and a note of at most %d characters."}
	case TooManyReports:
		return entry{http.StatusTooManyRequests, "बहुत सारी सूचनाएँ", "Too many reports",
			"इस पते से बहुत सारी सूचनाएँ आईं; दस मिनट बाद फिर कोशिश करें।", "Too many reports came from this address; try again in ten minutes."}
	case Timeout:
		return entry{http.StatusServiceUnavailable, "समय समाप्त", "Took too long",
			"उत्तर समय पर नहीं बन सका; थोड़ी देर में फिर कोशिश करें।", "The answer was not ready in time; try again shortly."}
	case NotReady:
		return entry{http.StatusServiceUnavailable, "सेवा अभी तैयार नहीं", "Not ready",
			"शहर के आँकड़े पढ़े जा रहे हैं; थोड़ी देर में फिर कोशिश करें।", "The city is being read; try again shortly."}
	default:
		return lookupNotFound(code)
	}
}

func lookupNotFound(code Code) entry {
	switch code {
	case NotFound:
		return entry{http.StatusNotFound, "नहीं मिला", "Not found",
			"यह पता यहाँ नहीं है; सब पते /api/v1/openapi.json में हैं।", "There is nothing at this address; all addresses are in /api/v1/openapi.json."}
	case UnknownCity:
		return entry{http.StatusNotFound, "शहर नहीं मिला", "Unknown city",
			"“%s” नाम का कोई शहर नहीं है; सूची /api/v1/cities पर है।", "There is no city “%s”; the list is at /api/v1/cities."}
	case UnknownWard:
		return entry{http.StatusNotFound, "वार्ड नहीं मिला", "Unknown ward",
			"इस शहर में “%s” वार्ड नहीं है।", "This city has no ward “%s”."}
	case UnknownZone:
		return entry{http.StatusNotFound, "ज़ोन नहीं मिला", "Unknown zone",
			"इस शहर में “%s” ज़ोन नहीं है।", "This city has no zone “%s”."}
	case UnknownFacility:
		return entry{http.StatusNotFound, "केंद्र नहीं मिला", "Unknown facility",
			"इस शहर में क्रमांक %s का कोई केंद्र नहीं है।", "This city has no facility %s."}
	case UnknownLayer:
		return entry{http.StatusNotFound, "परत नहीं मिली", "Unknown layer",
			"“%s” परत नहीं है; परतें: %s।", "There is no layer “%s”; layers: %s."}
	case UnknownCollection:
		return entry{http.StatusNotFound, "संग्रह नहीं मिला", "Unknown collection",
			"“%s” नाम का कोई संग्रह नहीं है; संग्रह: %s।", "There is no collection “%s”; collections: %s."}
	case UnknownFeature:
		return entry{http.StatusNotFound, "वस्तु नहीं मिली", "Unknown feature",
			"“%s” संग्रह में “%s” क्रमांक की कोई वस्तु नहीं है।", "The collection “%s” has no feature “%s”."}
	case TileOutside:
		return entry{http.StatusNotFound, "टाइल सीमा से बाहर", "Tile out of range",
			"ज़ूम 0 से %d, x और y उस ज़ूम की सीमा में होने चाहिए।", "Zoom must be 0 to %d, x and y within that zoom."}
	case OutsideCity:
		return entry{http.StatusNotFound, "शहर से बाहर", "Outside the city",
			"इस स्थान से %v मीटर के भीतर कोई वार्ड नहीं है।", "There is no ward within %v metres of this place."}
	default:
		return entry{http.StatusInternalServerError, "आंतरिक त्रुटि", "Internal error",
			"कुछ ग़लत हो गया; यह दर्ज कर लिया गया है। अनुरोध क्रमांक के साथ संचालक को बताएँ।", "Something went wrong; it has been logged. Tell the operator the request id."}
	}
}
